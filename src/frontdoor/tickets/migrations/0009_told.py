"""What requesters are told gets a version and a time of its own; for what is there, counted from its public entries."""

from django.db import migrations, models
from django.db.models import Count, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count(apps, schema_editor):
    """One statement: each ticket's entries lie together in the index of their seq."""
    public = (
        apps.get_model("tickets", "Entry")
        .objects.filter(ticket=OuterRef("pk"), public=True)
        .order_by()
        .values("ticket")
    )
    apps.get_model("tickets", "Ticket").objects.update(
        told_seq=Coalesce(Subquery(public.annotate(n=Count("pk")).values("n")), 0),
        told_at=Coalesce(Subquery(public.annotate(at_last=Max("at")).values("at_last")), F("created_at")),
    )


class Migration(migrations.Migration):
    dependencies = [("tickets", "0008_machines")]

    operations = [
        migrations.AddField("ticket", "told_seq", models.PositiveIntegerField(default=0)),
        migrations.AddField("ticket", "told_at", models.DateTimeField(null=True)),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("ticket", "told_at", models.DateTimeField()),
    ]
