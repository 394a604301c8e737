"""Pictures: opened with care, words read, cut around the focal point, originals untouched."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, TiffImagePlugin

from articles.importing.assets import attach_picture, keep_photo, make_renditions
from articles.models import Photo
from articles.pictures import PictureError, crop_box, open_picture, probe, read_words, render

SAMPLES = settings.BASE_DIR / "articles" / "samples"


def picture(size=(1200, 800), encoder="JPEG", **options):
    """Return the bytes of a picture: red on the left, blue on the right."""
    image = Image.new("RGB", size, "#b03030")
    image.paste("#3030b0", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image.save(out, encoder, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("size", "ratio", "focal", "box"),
    [
        ((1200, 800), 1.5, (0.5, 0.5), (0, 0, 1200, 800)),
        ((1200, 800), 1.0, (0.5, 0.5), (200, 0, 1000, 800)),
        ((1200, 800), 1.0, (0.0, 0.0), (0, 0, 800, 800)),
        ((1200, 800), 1.0, (1.0, 1.0), (400, 0, 1200, 800)),
        ((800, 1200), 2.0, (0.5, 0.9), (0, 800, 800, 1200)),
        ((1, 1), 1.5, (0.5, 0.5), (0, 0, 1, 1)),
    ],
)
def test_a_crop_keeps_the_focal_point(size, ratio, focal, box):
    assert crop_box(size, ratio, focal) == box


def test_a_crop_needs_a_shape():
    with pytest.raises(ValueError, match="positive"):
        crop_box((10, 10), 0, (0.5, 0.5))


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"GIF89a" + b"\0" * 40, picture()[:300], b"<svg onload=alert(1)/>"],
)
def test_what_is_no_picture_is_refused_with_words_for_the_editor(content):
    with pytest.raises(PictureError):
        probe(content)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("articles.pictures.opening.MAX_PIXELS", 1000)
    with pytest.raises(PictureError, match="pixels"):
        probe(picture())


def test_a_picture_turned_by_exif_is_measured_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    measured = probe(picture((300, 200), exif=exif))
    assert (measured.width, measured.height) == (200, 300)


def test_renditions_are_never_enlarged_and_carry_no_metadata():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (TiffImagePlugin.IFDRational(45), 0, 0)}
    files = list(render(open_picture(picture(exif=exif))))
    assert {(f.crop, f.media_type, f.width) for f in files} == {
        (crop, media_type, width)
        for crop in ("full", "3x2")
        for media_type in ("image/avif", "image/jpeg")
        for width in (480, 960)
    }
    for file in files:
        made = Image.open(io.BytesIO(file.content))
        assert made.size == (file.width, file.height)
        assert not made.getexif()
        assert "icc_profile" not in made.info or not made.info["icc_profile"]


def test_a_small_picture_keeps_its_own_width():
    assert {f.width for f in render(open_picture(picture((200, 100))))} == {200, 150}


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "LA", "1"])
def test_every_colour_mode_becomes_a_picture_for_readers(mode):
    image = Image.new("RGB", (60, 40), "#b03030").convert(mode)
    out = io.BytesIO()
    image.save(out, "TIFF")
    assert len(list(render(open_picture(out.getvalue())))) == 4


def test_the_words_in_a_sample_picture_are_read():
    path = next(iter(sorted(SAMPLES.glob("*.jpg"))))
    words = read_words(open_picture(path.read_bytes()))
    assert words.caption
    assert words.alt_text
    assert words.creator or words.supplier
    assert words.taken_at.startswith("20")
    assert words.digital_source_type.endswith("digitalArt")


def test_hostile_metadata_counts_as_none():
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/">&b;</x:xmpmeta>'
    )
    assert read_words(open_picture(picture(xmp=bomb))).caption == ""
    assert read_words(open_picture(picture(xmp=b"<not closed"))).caption == ""


def test_the_same_bytes_are_kept_once(db):
    content = picture()
    first = keep_photo(content, "a.jpg")
    assert keep_photo(content, "b.jpg") == first
    assert Path(first.file.path).read_bytes() == content


def test_a_photo_cannot_take_the_picture_of_another(db):
    keep_photo(picture(), "a.jpg")
    with pytest.raises(PictureError, match="already"):
        attach_picture(Photo.objects.create(caption="Pending"), picture(), "b.jpg")


def test_words_already_written_win_over_those_in_the_picture(db):
    path = next(iter(sorted(SAMPLES.glob("*.jpg"))))
    photo = Photo(caption="Written by the desk")
    attach_picture(photo, path.read_bytes(), path.name)
    assert photo.caption == "Written by the desk"
    assert photo.alt_text
    assert photo.metadata["caption"] != photo.caption


def test_moving_the_focal_point_cuts_again_and_leaves_the_original(db):
    photo = keep_photo(picture((1200, 400)), "a.jpg")
    make_renditions(photo)
    before = {r.name for r in photo.renditions.filter(crop="3x2")}
    full = {r.name for r in photo.renditions.filter(crop="full")}
    photo.focal_x = 1
    photo.save()
    make_renditions(photo)
    assert {r.name for r in photo.renditions.filter(crop="3x2")}.isdisjoint(before)
    assert {r.name for r in photo.renditions.filter(crop="full")} == full
    storage = photo.file.storage
    assert not any(storage.exists(f"renditions/{name[:2]}/{name}") for name in before)
    assert all(storage.exists(f"renditions/{name[:2]}/{name}") for name in full)
    assert Path(photo.file.path).read_bytes() == picture((1200, 400))


def test_an_upload_is_cut_by_the_worker(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        photo = keep_photo(picture(), "a.jpg")
        assert not photo.renditions.exists()
    assert photo.renditions.count() == 8


def test_a_file_too_large_is_refused_with_both_numbers(db, settings):
    settings.PHOTO_MAX_BYTES = 100
    with pytest.raises(PictureError, match="MB"):
        keep_photo(picture(), "a.jpg")
