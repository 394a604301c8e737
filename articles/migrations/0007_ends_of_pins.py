"""Pins made so far had no end but `until`."""

from django.db import migrations, models


def keep_ends(apps, schema_editor):
    pins = apps.get_model("articles", "FrontPin").objects.filter(until__isnull=False)
    pins.update(ends_at=models.F("until"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_front_acts")]

    operations = [migrations.RunPython(keep_ends, migrations.RunPython.noop)]
