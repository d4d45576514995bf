"""What somebody gave up on the list of unsent mail counted as failed; on the ticket, as kept back. Now it is that."""

from typing import Any

from django.db import migrations


def keep_back(apps: Any, schema_editor: Any) -> None:
    outgoing = apps.get_model("channels", "Outgoing").objects
    given_up = outgoing.filter(state="failed", error="Given up by hand.")
    given_up.update(state="quiet", error="Left unsent by hand.")


class Migration(migrations.Migration):
    dependencies = [("channels", "0006_no_ticket")]
    operations = [migrations.RunPython(keep_back, migrations.RunPython.noop)]
