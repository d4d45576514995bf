"""The database itself refuses to change or delete entries of the log; only payload and salt may be blanked."""

from django.db import migrations

from frontdoor.core import db

KEPT = ["id", "ticket_id", "seq", "kind", "actor", "at", "public", "cause_id", "commitment", "hash"]


def make_append_only(apps, editor):
    db.backend().make_append_only(editor, "tickets_entry", KEPT)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [migrations.RunPython(make_append_only, migrations.RunPython.noop)]
