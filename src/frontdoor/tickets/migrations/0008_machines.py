"""Whether words open again what was solved: so far, all but those that a machine may not answer."""

from typing import Any

from django.db import migrations, models


def sleep(apps: Any, schema_editor: Any) -> None:
    apps.get_model("tickets", "Message").objects.filter(answerable=False).update(wakes=False)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0007_drafts")]
    operations = [
        migrations.AddField("message", "wakes", models.BooleanField(default=True)),
        migrations.RunPython(sleep, migrations.RunPython.noop),
    ]
