"""That something was promised once more is said by for when: `again` goes, and `again_at` says the same first."""

from django.db import migrations
from django.db.models import F


def tell_by_time(apps, schema_editor):
    """Promised once more before there was a time for it: as soon as its worker is done. Times that mean nothing go."""
    promises = apps.get_model("core", "Promise").objects
    promises.filter(again=True, again_at=None).update(again_at=F("run_at"))
    promises.filter(again=False).exclude(again_at=None).update(again_at=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0004_again_at")]

    operations = [
        migrations.RunPython(tell_by_time, migrations.RunPython.noop),
        migrations.RemoveField("promise", "again"),
    ]
