"""Whom an agent helped last is read from the end of an index, not looked for through all tickets."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0009_told")]

    operations = [
        migrations.AddIndex("ticket", models.Index(fields=["assignee", "-id"], name="ticket_by_assignee")),
        migrations.AddIndex("ticket", models.Index(fields=["author", "-id"], name="ticket_by_author")),
    ]
