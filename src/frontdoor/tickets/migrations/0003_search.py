"""Full text: documents in folded words, and the index over them. `frontdoor replay` fills documents anew."""

from django.db import migrations, models

from frontdoor.core import db


def make_index(apps, editor):
    db.indexer().make(editor, "tickets_search", of="tickets_searchdocument", key="ticket_id")


def column(name):
    return migrations.AddField("SearchDocument", name, models.TextField(blank=True, default=""), preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_append_only")]
    operations = [
        column("resolution"),
        column("terms"),
        column("desk_terms"),
        migrations.AddField("SearchDocument", "upto", models.BigIntegerField(default=0)),
        migrations.CreateModel(
            "Indexed",
            [
                ("ticket_id", models.BigIntegerField(db_column="rowid", primary_key=True, serialize=False)),
                ("found", models.TextField(db_column="tickets_search")),
            ],
            options={"db_table": "tickets_search", "managed": False},
        ),
        migrations.RunPython(make_index, migrations.RunPython.noop),
    ]
