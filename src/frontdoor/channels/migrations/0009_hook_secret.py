from django.db import migrations

import frontdoor.core.secrets


class Migration(migrations.Migration):
    dependencies = [("channels", "0008_machines")]

    operations = [
        migrations.AddField(
            "mailbox", "hook_secret", frontdoor.core.secrets.SealedText(blank=True, default="")
        ),
    ]
