"""Which files of a photo a page offers; also gives other tests photos with files."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from articles.models import Photo, Rendition
from articles.public.picture_files import picture_of, social_image

SIZES = {"full": [(480, 300), (960, 600), (1600, 1000)], "3x2": [(480, 320), (960, 640)]}
# All that is made of a picture of 1600 × 1000 pixels, but for the shapes of machines in AVIF.
SHAPES = SIZES | {"16x9": [(1200, 675)], "4x3": [(1200, 900)], "1x1": [(1200, 1200)]}
SUFFIX = {"image/jpeg": "jpg", "image/avif": "avif"}


def make_photo(sizes=SIZES, media_types=tuple(SUFFIX), **fields):
    """Return a Photo with renditions, whose bytes only a test would call pictures."""
    photo = Photo.objects.create(**fields)
    for crop, pairs in sizes.items():
        for width, height in pairs:
            for media_type in media_types:
                content = f"{photo.pk} {crop} {width} {media_type}".encode()
                name = f"{hashlib.sha256(content).hexdigest()[:32]}.{SUFFIX[media_type]}"
                row = Rendition(
                    photo=photo, crop=crop, width=width, height=height,
                    media_type=media_type, name=name,
                )  # fmt: skip
                row.file.save(name, ContentFile(content), save=False)
                row.save()
    return photo


@pytest.fixture(autouse=True)
def _database(db):
    pass


def test_a_photo_without_files_has_no_picture():
    assert picture_of(Photo.objects.create()) is None
    assert picture_of(None) is None


def test_a_picture_offers_every_width_in_both_formats():
    picture = picture_of(make_photo(), "3x2")
    assert [part.split()[1] for part in picture.jpeg.split(", ")] == ["480w", "960w"]
    assert [part.split()[1] for part in picture.avif.split(", ")] == ["480w", "960w"]
    assert (picture.width, picture.height) == (960, 640)
    assert picture.src.startswith("/photos/")
    assert picture.src.endswith(".jpg")


def test_a_crop_that_was_not_made_falls_back_to_the_whole_picture():
    picture = picture_of(make_photo({"full": [(480, 600)]}), "3x2")
    assert (picture.width, picture.height) == (480, 600)
    assert picture.is_tall


def test_avif_alone_is_not_enough_for_every_browser():
    assert picture_of(make_photo(media_types=["image/avif"])) is None


@pytest.mark.parametrize(
    ("widths", "chosen"),
    [([480, 960, 1600], 1600), ([480, 960], 960), ([480, 1200, 1600], 1200), ([], None)],
)
def test_previews_elsewhere_get_the_smallest_that_is_large_enough(widths, chosen):
    image = social_image(make_photo({"full": [(width, width // 2) for width in widths]}))
    assert (image and image.width) == chosen
