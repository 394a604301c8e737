"""`manage.py make_renditions`: the files for readers that photos lack, after an upgrade."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.importing.assets import make_missing_renditions
from articles.models import Photo
from articles.pictures import PictureError


class Command(BaseCommand):
    help = (
        "Make the files for readers that photos lack, such as those of a shape that is new. "
        "Files that are there keep their addresses. Safe to interrupt and to run again."
    )

    def handle(self, **options):
        lacking = list(Photo.objects.lacking_renditions().order_by("pk").values_list("pk"))
        made, failed = 0, []
        # On a terminal only (None).
        for (pk,) in tqdm(lacking, unit="photo", disable=None, leave=False):
            photo = Photo.objects.filter(pk=pk).first()
            try:
                made += make_missing_renditions(photo) if photo else 0
            except (PictureError, OSError) as error:
                failed.append(f"photo {pk} ({photo.file.name}): {error}")
        for line in failed:
            self.stderr.write(line)
        self.stdout.write(f"{len(lacking) - len(failed)} photos, {made} files made.")
        if failed:
            raise CommandError(f"{len(failed)} photo(s) could not be read, listed above.")
