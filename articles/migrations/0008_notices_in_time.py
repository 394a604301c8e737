"""Notices are listed in the order of time, and a scheduled story has a kind of its own."""

from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("review", "Waits for review"),
    ("returned", "Came back to you"),
    ("ready", "Marked ready"),
    ("published", "Published"),
    ("scheduled", "Scheduled"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_ends_of_pins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="notification",
            options={
                "ordering": ["-at", "-pk"],
                "verbose_name": "notification",
                "verbose_name_plural": "notifications",
            },
        ),
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="kind"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["user", "-at", "-id"], name="notification_in_time"),
        ),
    ]
