"""The database itself refuses to change or delete audit entries."""

from django.db import migrations

from frontdoor.core import db

KEPT = ["id", "seq", "kind", "actor", "at", "public", "cause_id", "commitment", "hash", "ip"]


def make_append_only(apps, editor):
    db.backend().make_append_only(editor, "people_auditentry", KEPT)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(make_append_only, migrations.RunPython.noop)]
