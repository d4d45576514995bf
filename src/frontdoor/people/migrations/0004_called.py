from django.db import migrations

from frontdoor.people.called import called
from frontdoor.people.models.person import Called

MANY = 2000


def fill(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    some = []
    for person in Person.objects.only("pk", "name").order_by("pk").iterator(MANY):
        person.called = called(person.name)
        some.append(person)
        if len(some) == MANY:
            Person.objects.bulk_update(some, ["called"])
            some = []
    Person.objects.bulk_update(some, ["called"])


class Migration(migrations.Migration):
    dependencies = [("people", "0003_audit_by_kind")]

    operations = [
        migrations.AddField(
            "person", "called", Called(max_length=500, blank=True, default="", editable=False)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
