"""Pictures: opened with care, words read, cut around the focal point, originals untouched."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from PIL import Image, ImageCms, TiffImagePlugin

from articles.importing.assets import (
    attach_picture,
    keep_photo,
    make_missing_renditions,
    make_renditions,
)
from articles.importing.beside import render_left_over
from articles.models import Photo
from articles.pictures import (
    PictureError,
    crop_box,
    open_picture,
    plan,
    probe,
    read_words,
    render,
)
from tests.factories import make_user

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
    on_pages = {("full", 480), ("full", 960), ("3x2", 240), ("3x2", 480), ("3x2", 960)}
    assert {(f.crop, f.width) for f in files if f.media_type == "image/avif"} == on_pages
    for_machines = {("16x9", 1200), ("4x3", 1067), ("1x1", 800)}
    jpegs = {(f.crop, f.width) for f in files if f.media_type == "image/jpeg"}
    assert jpegs == on_pages | for_machines
    for file in files:
        made = Image.open(io.BytesIO(file.content))
        assert made.size == (file.width, file.height)
        assert not made.getexif()
        assert "icc_profile" not in made.info or not made.info["icc_profile"]


def test_a_small_picture_keeps_its_own_width():
    files = list(render(open_picture(picture((200, 100)))))
    assert {(f.crop, f.width, f.height) for f in files} == {
        ("full", 200, 100), ("3x2", 150, 100), ("16x9", 178, 100), ("4x3", 133, 100),
        ("1x1", 100, 100),
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "LA", "1"])
def test_every_colour_mode_becomes_a_picture_for_readers(mode):
    image = Image.new("RGB", (60, 40), "#b03030").convert(mode)
    out = io.BytesIO()
    image.save(out, "TIFF")
    files = list(render(open_picture(out.getvalue())))
    assert {f.crop for f in files} == {"full", "3x2", "16x9", "4x3", "1x1"}
    assert all(Image.open(io.BytesIO(f.content)).mode == "RGB" for f in files)


@pytest.mark.parametrize("size", [(3000, 2000), (4032, 3024), (1333, 2000), (6001, 4001), (1, 1)])
def test_every_file_has_exactly_the_planned_pixels(size):
    image = open_picture(picture(size))
    planned = {file.key: (file.width, file.height) for file in plan(size)}
    made = list(render(image))
    assert {(f.crop, f.media_type, f.width): (f.width, f.height) for f in made} == planned
    for file in made:
        assert Image.open(io.BytesIO(file.content)).size == (file.width, file.height)
        assert file.width <= size[0]


def test_search_engines_get_three_shapes_of_1200_pixels_where_the_original_has_them():
    made = {f.crop: f for f in render(open_picture(picture((2000, 1333))))}
    sizes = {crop: (made[crop].width, made[crop].height) for crop in ("16x9", "4x3", "1x1")}
    assert sizes == {"16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200)}
    assert {made[crop].media_type for crop in sizes} == {"image/jpeg"}


@pytest.mark.parametrize(("focal", "red"), [((0.0, 0.5), True), ((1.0, 0.5), False)])
@pytest.mark.parametrize("size", [(1200, 400), (6000, 3000)])
@pytest.mark.parametrize("turned", [1, 6])
def test_every_shape_keeps_what_matters(focal, red, size, turned):
    exif = Image.Exif()
    exif[0x0112] = turned
    image = open_picture(picture(size, exif=exif))
    if turned == 6:  # red is above, blue below
        focal = focal[::-1]
    for file in render(image, focal, wanted={f.key for f in _square(image, turned)}):
        pixel = Image.open(io.BytesIO(file.content)).getpixel((file.width // 2, file.height // 2))
        assert (pixel[0] > pixel[2]) is red


def _square(image, turned):
    size = image.size[::-1] if turned == 6 else image.size
    return [file for file in plan(size) if file.crop == "1x1"]


def test_colours_are_those_of_srgb_wherever_the_picture_came_from():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image = Image.new("LAB", (300, 200), (137, 209, 195))
    out = io.BytesIO()
    image.save(out, "TIFF", icc_profile=profile)
    (small,) = render(open_picture(out.getvalue()), wanted={("full", "image/jpeg", 300)})
    red, green, blue = Image.open(io.BytesIO(small.content)).getpixel((150, 100))
    assert red > 180
    assert green < 90
    assert blue < 90


def test_the_words_in_a_sample_picture_are_read():
    path = next(iter(sorted(SAMPLES.glob("*.jpg"))))
    words = read_words(open_picture(path.read_bytes()))
    assert words.caption
    assert words.alt_text
    assert words.creator or words.supplier
    assert words.taken_at.startswith("20")
    assert words.digital_source_type.endswith("digitalArt")


def test_a_picture_may_say_where_its_licence_stands_and_who_gives_leave():
    packet = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
        xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
        xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
        xmpRights:WebStatement="https://wire.example/licence">
        <plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">
        <plus:LicensorURL> https://wire.example/ask </plus:LicensorURL>
        </rdf:li></rdf:Seq></plus:Licensor></rdf:Description></rdf:RDF></x:xmpmeta>"""
    words = read_words(open_picture(picture(xmp=packet)))
    assert words.licence_url == "https://wire.example/licence"
    assert words.licensor_url == "https://wire.example/ask"


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


def test_a_focal_point_moved_at_the_desk_cuts_every_shape_again(
    db, client, django_capture_on_commit_callbacks
):
    client.force_login(make_user(username="chief", is_superuser=True))
    photo = keep_photo(picture((3000, 1000)), "a.jpg")
    make_renditions(photo)
    before = dict(photo.renditions.values_list("name", "crop"))
    with django_capture_on_commit_callbacks(execute=True):
        address = f"/admin/articles/photo/{photo.pk}/change/"
        assert client.post(address, {"focal_x": "1", "focal_y": "0.5"}).status_code == 302
    after = dict(photo.renditions.values_list("name", "crop"))
    assert {before[name] for name in before.keys() & after.keys()} == {"full"}
    assert set(after.values()) == {"full", "3x2", "16x9", "4x3", "1x1"}


def test_an_upload_is_cut_by_the_worker(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        photo = keep_photo(picture(), "a.jpg")
        assert not photo.renditions.exists()
    assert photo.renditions.count() == 13


def test_a_photo_of_an_older_version_gets_what_it_lacks_and_keeps_its_addresses(db):
    photo = keep_photo(picture((2000, 1333)), "a.jpg")
    make_renditions(photo)
    photo.renditions.filter(crop__in=("16x9", "4x3", "1x1")).delete()
    photo.renditions.filter(crop="3x2", width=240).delete()
    photo.renditions.filter(crop="full", width=480).update(name="kept.jpg")
    kept = set(photo.renditions.values_list("name", flat=True))
    render_left_over(Photo.objects.all())
    assert photo.renditions.count() == len(list(plan((2000, 1333))))
    assert kept < set(photo.renditions.values_list("name", flat=True))
    assert not Photo.objects.lacking_renditions().exists()
    assert make_missing_renditions(photo) == 0


def test_photos_without_a_file_lack_nothing(db):
    Photo.objects.create(caption="Pending")
    assert not Photo.objects.lacking_renditions().exists()


def test_one_command_makes_what_photos_lack_and_names_those_it_cannot_read(db, capsys):
    whole, lost = keep_photo(picture(), "a.jpg"), keep_photo(picture((900, 600)), "b.jpg")
    Photo.objects.get(pk=lost.pk).renditions.all().delete()
    Path(lost.file.path).unlink()
    with pytest.raises(CommandError, match="1 photo"):
        call_command("make_renditions")
    told = capsys.readouterr()
    assert "1 photos, 13 files made." in told.out
    assert f"photo {lost.pk}" in told.err
    assert whole.renditions.count() == 13


def test_a_picture_of_a_pages_own_shape_is_kept_as_one_file(db):
    photo = keep_photo(picture(), "a.jpg")
    make_renditions(photo)
    names = photo.renditions.filter(width=480, media_type="image/jpeg").values_list("name")
    assert len(names) == 2
    assert len(set(names)) == 1


def test_the_colour_of_a_picture_is_that_of_most_of_it(db):
    out = io.BytesIO()
    image = Image.new("RGB", (600, 400), "#204060")
    image.paste("white", (0, 0, 200, 400))
    image.save(out, "PNG")
    assert keep_photo(out.getvalue(), "a.png").colour == "#204060"


def test_a_file_too_large_is_refused_with_both_numbers(db, settings):
    settings.PHOTO_MAX_BYTES = 100
    with pytest.raises(PictureError, match="MB"):
        keep_photo(picture(), "a.jpg")
