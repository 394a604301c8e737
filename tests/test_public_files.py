"""Pictures and videos leave only while a live story uses them; whole or in ranges."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from articles.models import Photo, Rendition, Video
from articles.public.files import byte_range
from articles.publishing import hold, publish, withdraw
from articles.story import Paragraph
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock
from tests.factories import make_edition, make_user
from tests.test_public_pages import change
from tests.test_public_pictures import make_photo

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _database(db):
    pass


def make_pictured(**fields):
    """Return (edition, rendition) of a story with a lead photo."""
    edition = make_edition(lead_photo=PhotoBlock(ref=make_photo().pk), **fields)
    return edition, Rendition.objects.filter(media_type="image/jpeg").first()


def ask(client, row, **headers):
    """Return the answer to a request for a file, read to its end and closed."""
    url = row.get_absolute_url() if isinstance(row, Rendition) else row.get_file_url()
    response = client.get(url, headers={name.replace("_", "-"): headers[name] for name in headers})
    response.body = response.getvalue()
    return response


def test_a_live_storys_picture_is_served_with_its_hash_as_etag(client):
    _edition, picture = make_pictured()
    response = ask(client, picture)
    assert response.status_code == 200
    with picture.file.open() as kept:
        assert response.body == kept.read()
    assert response["Content-Type"] == "image/jpeg"
    assert response["ETag"] == f'"{picture.name}"'
    assert response["Accept-Ranges"] == "bytes"
    for part in ("public", "max-age=300", "must-revalidate"):
        assert part in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


def test_avif_files_say_what_they_are(client):
    make_pictured()
    picture = Rendition.objects.filter(media_type="image/avif").first()
    assert ask(client, picture)["Content-Type"] == "image/avif"


def test_a_browser_that_has_the_picture_is_not_sent_it_again(client):
    _edition, picture = make_pictured()
    response = ask(client, picture, if_none_match=f'"{picture.name}"')
    assert (response.status_code, response.content) == (304, b"")


def test_a_head_request_tells_the_size(client):
    _edition, picture = make_pictured()
    response = client.head(picture.get_absolute_url(), headers={"range": "bytes=0-1"})
    response.close()
    assert response.status_code == 200
    assert int(response["Content-Length"]) == picture.file.size


@pytest.mark.parametrize("end", ["held", "withdrawn", "replaced", "out of rights"])
def test_a_picture_is_not_found_once_no_live_story_may_show_it(client, end):
    edition, picture = make_pictured()
    article = edition.article
    assert ask(client, picture).status_code == 200
    if end == "held":
        hold(article, by=None, reason="order")
    elif end == "withdrawn":
        withdraw(article, by=None, notice="Gone.", reason="false")
    elif end == "replaced":
        publish(change(article, lead_photo=None), by=None, despite="a test")
    else:
        Photo.objects.update(rights_until=timezone.now())
    assert ask(client, picture).status_code == 404


def test_a_picture_is_not_found_before_its_story_is_live(client):
    edition, picture = make_pictured(at=timezone.now() + HOUR)
    assert ask(client, picture).status_code == 404
    with time_machine.travel(edition.goes_live_at):
        assert ask(client, picture).status_code == 200


def test_a_picture_two_stories_use_stays_while_one_is_live(client):
    edition, picture = make_pictured()
    make_edition(lead_photo=PhotoBlock(ref=picture.photo_id))
    withdraw(edition.article, by=None, notice="Gone.", reason="false")
    assert ask(client, picture).status_code == 200


def test_equal_bytes_of_two_photos_are_served_if_either_may_be_seen(client):
    _edition, picture = make_pictured()
    twin = make_photo()
    twin.renditions.filter(crop="3x2", width=480).update(name=picture.name)
    assert ask(client, picture).status_code == 200


@pytest.mark.parametrize(("role", "status"), [("Photo editor", 200), (None, 404)])
def test_staff_who_work_with_photos_see_them_always_and_nobody_keeps_a_copy(client, role, status):
    picture = make_photo().renditions.first()
    user = make_user(role, username="somebody")
    client.force_login(user)
    response = ask(client, picture)
    assert response.status_code == status
    if status == 200:
        assert "private" in response["Cache-Control"]
        assert "no-store" in response["Cache-Control"]


def test_a_picture_whose_bytes_are_lost_is_not_found(client):
    _edition, picture = make_pictured()
    picture.file.storage.delete(picture.file.name)
    assert ask(client, picture).status_code == 404


def test_a_video_of_ours_is_served_while_a_live_story_shows_it(client):
    edition = make_edition(blocks=(Paragraph("Text."), VideoBlock("Clip")))
    video = Video.objects.get()
    video.name = "0123456789abcdef.mp4"
    video.file.save(video.name, ContentFile(b"0123456789"))
    response = ask(client, video, range="bytes=2-4")
    assert (response.status_code, response.body) == (206, b"234")
    assert response["Content-Type"] == "video/mp4"
    withdraw(edition.article, by=None, notice="Gone.", reason="false")
    assert ask(client, video).status_code == 404


RANGES = [
    ("bytes=0-3", (0, 3)),
    ("bytes=4-", (4, 9)),
    ("bytes=-3", (7, 9)),
    ("bytes=-99", (0, 9)),
    ("bytes=0-99", (0, 9)),
    ("bytes=9-9", (9, 9)),
    ("bytes = 1 - 2", (1, 2)),
    ("bytes=10-", ()),
    ("bytes=99-100", ()),
    ("bytes=-0", ()),
    ("", None),
    ("bytes=-", None),
    ("bytes=3-1", None),
    ("bytes=0-1,3-4", None),
    ("lines=0-3", None),
    ("bytes=a-b", None),
    ("bytes=" + "9" * 40 + "-", None),
]


@pytest.mark.parametrize(("header", "expected"), RANGES)
def test_a_range_is_read_as_the_standard_says(header, expected):
    assert byte_range(header, 10) == expected


@pytest.mark.parametrize(("header", "expected"), RANGES)
def test_a_range_is_answered_as_the_standard_says(client, header, expected):
    _edition, picture = make_pictured()
    picture.file.save(picture.name, ContentFile(b"0123456789"))
    response = ask(client, picture, range=header)
    if expected == ():
        assert response.status_code == 416
        assert response["Content-Range"] == "bytes */10"
    elif expected is None:
        assert (response.status_code, response.body) == (200, b"0123456789")
    else:
        first, last = expected
        assert (response.status_code, response.body) == (206, b"0123456789"[first : last + 1])
        assert response["Content-Range"] == f"bytes {first}-{last}/10"
        assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize(("etag", "status"), [("same", 206), ('"other"', 200)])
def test_a_range_of_another_file_is_answered_with_the_whole(client, etag, status):
    _edition, picture = make_pictured()
    etag = f'"{picture.name}"' if etag == "same" else etag
    assert ask(client, picture, range="bytes=0-1", if_range=etag).status_code == status


@pytest.mark.parametrize(("size", "expected"), [(0, ()), (1, (0, 0))])
def test_an_empty_file_has_no_range(size, expected):
    assert byte_range("bytes=0-", size) == expected


@pytest.mark.parametrize("address", ["/photos/%00.jpg", "/video/%00.mp4"])
def test_a_name_no_file_can_have_is_not_found(client, db, address):
    assert client.get(address).status_code == 404
