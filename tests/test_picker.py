"""Choosing photos and videos: search in the archive, rights in words, upload in place, players."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.picker import PAGE_SIZE, find
from articles.embeds import start_of
from articles.models import Article, Photo, Video
from tests.desk import add_row, desk, opened, picture, save, send
from tests.factories import make_article, make_user

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

PICKER = "/admin/articles/article/picker/"


def make_photos(number, **fields):
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return Photo.objects.bulk_create(
        Photo(caption=f"Pier {n} at low tide.", created_at=now + timedelta(minutes=n), **fields)
        for n in range(number)
    )


def shown(client, kind="photo", **query):
    answer = client.get(f"{PICKER}{kind}/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_archive_opens_with_the_newest_and_goes_on_a_page_at_a_time(desk):
    photos = make_photos(PAGE_SIZE * 2 + 1)
    seen, before = [], ""
    for _page in range(3):
        html = shown(desk, before=before)
        found = [part.partition('"')[0] for part in html.split('data-item="')[1:]]
        assert len(found) <= PAGE_SIZE
        seen += [int(pk) for pk in found]
        before = html.partition('data-older="')[2].partition('"')[0]
    assert before == ""
    assert seen == [photo.pk for photo in reversed(photos)]


@pytest.mark.parametrize(
    "query", ["gates TIDE", "Calloway", "meridian", "brackwater", "iron", "Gate%20", "morning"]
)
def test_search_finds_all_words_in_any_of_its_words(desk, query):
    make_photos(2)
    Photo.objects.create(
        caption="The gates at high tide.", alt_text="An iron gate.", title="Morning",
        creator="Ines Calloway", supplier="Meridian Wire", place="Brackwater",
    )  # fmt: skip
    html = shown(desk, q=query.replace("%20", " "))
    assert html.count("data-item=") == 1
    assert "The gates" in html or "Morning" in html


@pytest.mark.parametrize("query", ["' OR 1=1 --", "%", "_", "\\", "<script>", "\x00"])
def test_search_for_signs_finds_those_signs_alone(desk, query):
    make_photos(2)
    count = shown(desk, q=query).count("data-item=")
    assert count == (2 if query == "\x00" else 0)


def test_a_page_of_the_archive_costs_the_same_whatever_it_holds(desk):
    counts = []
    shown(desk, "photo", q="tide")  # notes that somebody is here
    for number in (1, PAGE_SIZE):
        for photo in make_photos(number):
            Video.objects.create(title="Tide", poster=photo)
        for kind in ("photo", "video"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                shown(desk, kind, q="tide")
            counts.append((kind, len(queries)))
    assert len(set(counts)) == 2, counts


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"file": "x.jpg"}, "rights not stated"),
        ({"file": "x.jpg", "rights_until": datetime(2026, 12, 3, 12, tzinfo=UTC)}, "until 3 Dec"),
        ({"file": "x.jpg", "rights_from": datetime(2027, 1, 1, 12, tzinfo=UTC)}, "from 1 Jan 2027"),
        ({"file": "x.jpg", "rights_until": datetime(2026, 11, 2, tzinfo=UTC)}, "rights ended"),
        ({}, "no file yet"),
    ],
)
@time_machine.travel(datetime(2026, 11, 28, 6, tzinfo=UTC), tick=False)
def test_rights_are_told_in_words(desk, fields, words):
    Photo.objects.create(caption="A pier.", **fields)
    badges = shown(desk).split('picker-badge" dir="auto">')[1:]
    assert [badge.partition("<")[0] for badge in badges] == [words]


def test_what_stands_against_a_photo_is_told_with_it(desk):
    ended = timezone.now() - timedelta(days=1)
    sizes = {"width": 640, "height": 480}
    photo = Photo.objects.create(caption="A pier.", file="x.jpg", rights_until=ended, **sizes)
    html = shown(desk)
    assert 'data-caution="Its rights ended on' in html
    assert "small: 640 × 480" in html
    chooser = {"app_label": "articles", "model_name": "caption", "field_name": "photo", "term": ""}
    found = desk.get("/admin/autocomplete/", chooser).json()["results"]
    assert [one["caution"][:16] for one in found if one["id"] == str(photo.pk)] == [
        "Its rights ended"
    ]
    answer = desk.post(f"{PICKER}upload/", {"file": picture()}).json()
    assert answer["caution"].startswith("Small: 640 × 480 pixels.")


def test_terms_stand_where_no_window_limits_the_use(desk):
    Photo.objects.create(caption="A pier.", file="x.jpg", usage_terms="One use, with this story")
    html = shown(desk)
    assert "One use, with this story" in html
    assert "rights not stated" not in html


def test_what_a_photo_says_of_itself_comes_out_harmless(desk):
    Photo.objects.create(caption='"><script>alert(1)</script>', creator="<img src=x onerror=a()>")
    html = shown(desk)
    assert "<script" not in html
    assert "<img" not in html


def test_videos_say_their_length_and_where_they_play(desk):
    Video.objects.create(title="The lamp", seconds=65, provider="vimeo", embed_id="12345678")
    Video.objects.create(title="No lamp")
    html = shown(desk, "video")
    for words in ("The lamp", "1:05", "Vimeo", "No lamp", "length not known", "no player yet"):
        assert words in html
    assert "https://vimeo.com/12345678" in html


def test_pictures_are_kept_each_by_itself_and_the_same_one_once(desk):
    first = desk.post(f"{PICKER}upload/", {"file": picture()}).json()
    again = desk.post(f"{PICKER}upload/", {"file": picture()}).json()
    assert (first["wasHere"], again["wasHere"]) == (False, True)
    assert first["id"] == again["id"] == Photo.objects.get().pk
    assert f'data-item="{first["id"]}"' in again["html"]
    for file in (SimpleUploadedFile("note.txt", b"words"), ""):
        answer = desk.post(f"{PICKER}upload/", {"file": file} if file else {})
        assert answer.status_code == 422
        assert answer.json()["reason"]


def test_only_those_who_may_see_and_add_photos_do(client):
    client.force_login(make_user(username="guest"))
    assert client.get(f"{PICKER}photo/").status_code == 403
    assert client.get(f"{PICKER}player/").status_code == 403
    assert client.post(f"{PICKER}upload/", {"file": picture()}).status_code == 403
    client.logout()
    assert client.get(f"{PICKER}photo/").status_code == 302


@pytest.mark.parametrize(
    "path", ["audio/", "photo/?before=x", "photo/?before=99999999999999999999"]
)
def test_made_up_addresses_get_a_plain_answer(desk, path):
    assert desk.get(PICKER + path).status_code == (404 if path == "audio/" else 200)


def own_file():
    video = Video(title="Our own", seconds=9, name="own.mp4")
    video.file.save("own.mp4", ContentFile(b"0000ftyp"), save=True)
    return video


def test_an_address_is_known_as_a_player_or_refused_with_a_reason(desk):
    ask = lambda address: desk.get(f"{PICKER}player/", {"address": address}).json()  # noqa: E731
    assert ask("https://youtu.be/abcdefghijk") == {
        "name": "YouTube", "video": None, "said": "YouTube, video abcdefghijk.", "lost": "",
    }  # fmt: skip
    known = Video.objects.create(title="The lamp", provider="vimeo", embed_id="12345678")
    assert ask("https://player.vimeo.com/video/12345678")["video"]["id"] == known.pk
    own = own_file()
    found = ask(f"http://testserver{own.get_file_url()}")
    assert (found["name"], found["video"]["id"]) == ("this site", own.pk)
    reason = ask("https://player.example.com/v/1")["reason"]
    for words in ("player.example.com", "YouTube", "Vimeo", "videos of this site", "link"):
        assert words in reason
    for odd in ("", "https://[", "javascript:alert(1)", "https://youtube.com/", "http://x" * 999):
        assert "reason" in ask(odd)


@pytest.mark.parametrize(
    ("address", "seconds"),
    [
        ("https://youtu.be/abcdefghijk?t=90", 90),
        ("https://www.youtube.com/watch?v=abcdefghijk&t=1m30s", 90),
        ("https://www.youtube.com/embed/abcdefghijk?start=3605", 3605),
        ("https://www.youtube.com/watch?v=abcdefghijk#t=1h2m3s", 3723),
        ("https://vimeo.com/12345678#t=45s", 45),
        ("https://youtu.be/abcdefghijk?t=0", None),
        ("https://youtu.be/abcdefghijk?t=soon", None),
        ("https://youtu.be/abcdefghijk?si=x", None),
        ("https://[", None),
    ],
)
def test_a_start_time_in_an_address_is_read_to_say_that_it_is_not_kept(desk, address, seconds):
    assert start_of(address) == seconds
    answer = desk.get(f"{PICKER}player/", {"address": address}).json()
    assert ("is not kept" in answer.get("lost", "")) is bool(seconds)


def test_the_address_of_a_file_of_ours_takes_its_video_without_a_script(desk):
    own, article = own_file(), make_article()
    data = opened(desk, article)
    add_row(data, "videos", key="abc", label="WATCH", title="x", address=own.get_file_url())
    save(desk, article, data)
    assert Article.objects.get().videos.get().video == own


def test_an_unknown_player_is_refused_in_its_row_and_the_words_stay(desk):
    article = make_article()
    data = opened(desk, article)
    add_row(data, "videos", key="abc", title="Kept", address="https://player.example.com/1")
    answer = send(desk, article, data)
    page = answer.content.decode()
    assert "Players of player.example.com are not known" in page
    assert "Kept" in page


def test_search_reads_the_newest_first_and_stops_when_the_page_is_full(desk):
    plan = find("photo")[: PAGE_SIZE + 1].explain()
    if connection.vendor == "sqlite":
        assert "USING INDEX" in plan
        assert "TEMP B-TREE" not in plan


def test_what_says_nothing_yet_is_named_by_its_address_or_left_out(desk):
    Photo.objects.create()
    Photo.objects.create(caption="A pier, soon.")
    Video.objects.create(provider="vimeo", embed_id="12345678")
    assert [str(photo) for photo in find("photo")] == ["A pier, soon."]
    assert [str(video) for video in find("video")] == ["https://vimeo.com/12345678"]
