"""Photos, videos and credits of a story, saved through the form of the desk."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import (
    Caption,
    Contributor,
    EmbeddedVideo,
    Photo,
    Video,
)
from articles.story import Credit, Paragraph, Party, PartyKind, Role
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock
from tests.desk import add_row, desk, opened, picture, save, send, url
from tests.factories import make_article, make_user

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

PLACE = '<figure data-caption="KEY123"></figure>'
VIDEO_PLACE = '<figure data-video="KEY123"></figure>'


# Photos.


def test_words_without_a_file_become_a_photo_pending(desk):
    data = opened(desk) | {"headline": "A", "body": PLACE}
    add_row(
        data, "captions", key="KEY123", alt_text="A pier.", caption="At noon.",
        credit="Jo Dray/Meridian Wire",
    )  # fmt: skip
    article = save(desk, None, data)
    photo = PhotoBlock("At noon.", "A pier.", creator="Jo Dray", supplier="Meridian Wire")
    assert article.story().blocks == (photo,)
    assert not Photo.objects.get().file


def test_photo_from_the_archive_brings_its_words(desk):
    photo = Photo.objects.create(caption="C", alt_text="A", creator="Jo", supplier="Wire")
    data = opened(desk) | {"headline": "A", "body": PLACE}
    add_row(data, "captions", key="KEY123", photo=photo.pk, caption="Mine.")
    story = save(desk, None, data).story()
    assert story.blocks == (PhotoBlock("Mine.", "A", creator="Jo", supplier="Wire"),)
    assert Photo.objects.count() == 1


def test_uploaded_photo_is_kept_once(desk):
    for _ in range(2):
        data = opened(desk) | {"headline": "A", "body": PLACE}
        add_row(data, "captions", key="KEY123", alt_text="Blue.", upload=picture())
        save(desk, None, data)
    assert Photo.objects.count() == 1
    assert Caption.objects.count() == 2
    assert (Photo.objects.get().width, Photo.objects.get().uploaded_by.username) == (640, "chief")


def test_upload_is_not_lost_when_something_else_is_wrong(desk):
    data = opened(desk) | {"headline": "", "body": PLACE}
    add_row(data, "captions", key="KEY123", alt_text="Blue.", upload=picture())
    response = send(desk, None, data)
    assert not response.redirect_chain
    photo = Photo.objects.get()
    assert f'<option value="{photo.pk}" selected>' in response.content.decode()


def test_file_that_is_no_picture_is_refused_by_name(desk):
    data = opened(desk) | {"headline": "A", "body": PLACE}
    add_row(data, "captions", key="KEY123", upload=SimpleUploadedFile("a.jpg", b"no picture"))
    response = send(desk, None, data)
    assert "no picture we can read" in response.content.decode()


def test_arrived_file_takes_the_place_of_a_photo_pending(desk):
    article = make_article(blocks=(PhotoBlock("At noon.", "A pier.", creator="Jo"),))
    data = opened(desk, article) | {"captions-0-upload": picture()}
    story = save(desk, article, data).story()
    assert story.blocks == (PhotoBlock("At noon.", "A pier.", creator="Jo", credit_line="Jo"),)
    assert Photo.objects.get().file


def test_who_cares_for_the_photos_sees_rights_and_size_on_the_row(client):
    client.force_login(make_user("Photo editor"))
    article = make_article(lead_photo=PhotoBlock("A pier.", "A pier.", "Wire"))
    begins = timezone.now() + timedelta(days=1)
    Photo.objects.update(file="x.jpg", rights_from=begins, width=900, height=600)
    page = client.get(url(article)).content.decode()
    assert "Its rights begin only on" in page
    assert "Small: 900 × 600 pixels." in page


def test_only_one_photo_leads(desk):
    article = make_article(
        lead_photo=PhotoBlock("One", "1"), blocks=(PhotoBlock("Two", "2"), Paragraph("Text"))
    )
    data = opened(desk, article)
    assert (
        "A story has one lead photo"
        in send(desk, article, data | {"captions-1-is_lead": "True"}).content.decode()
    )
    swapped = data | {"captions-0-is_lead": "False", "captions-1-is_lead": "True"}
    assert save(desk, article, swapped).story().lead_photo.caption == "Two"


def test_row_out_of_the_text_stays_until_it_is_removed(desk):
    article = make_article(blocks=(PhotoBlock("Two", "2"), Paragraph("Text")))
    after = save(desk, article, opened(desk, article) | {"body": "<p>Text</p>"})
    assert (len(after.story().photos), after.captions.count()) == (0, 1)
    save(desk, article, opened(desk, article) | {"captions-0-DELETE": "on"})
    assert not Caption.objects.exists()


def test_empty_row_that_left_the_text_is_forgotten(desk):
    data = opened(desk) | {"headline": "A", "body": "<p>Text</p>"}
    add_row(data, "captions", key="KEY123")
    save(desk, None, data)
    assert not Photo.objects.exists()


def test_two_rows_cannot_have_one_place(desk):
    data = opened(desk) | {"headline": "A", "body": PLACE}
    add_row(data, "captions", key="KEY123", caption="One")
    add_row(data, "captions", key="KEY123", caption="Two")
    assert "same place in the text" in send(desk, None, data).content.decode()


# Videos.


def add_video(data, **fields):
    add_row(data, "videos", **{"key": "KEY123", "label": "WATCH", "title": "The lamp"} | fields)
    return data | {"headline": "A", "body": VIDEO_PLACE}


def test_video_is_written_with_its_length_and_player(desk):
    data = add_video(opened(desk), duration="1:02:03", address="https://youtu.be/abcdefghijk")
    story = save(desk, None, data).story()
    assert story.blocks == (
        VideoBlock("The lamp", "WATCH", seconds=3723, provider="youtube", embed_id="abcdefghijk"),
    )


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"address": "https://clips.example/1"}, "YouTube, Vimeo and videos of this site"),
        ({"address": "javascript:alert(1)"}, "YouTube, Vimeo and videos of this site"),
        ({"duration": "two minutes"}, "like 2:08"),
    ],
)
def test_video_is_refused_with_what_to_write_instead(desk, fields, answer):
    response = send(desk, None, add_video(opened(desk), **fields))
    assert answer in response.content.decode()
    assert not Video.objects.exists()


def test_video_of_two_stories_is_not_changed_through_one(desk):
    video = Video.objects.create(title="The lamp", seconds=65)
    block = VideoBlock("The lamp", "WATCH", seconds=65, ref=video.pk)
    article, other = make_article(blocks=(block,)), make_article(blocks=(block,))
    data = opened(desk, article) | {"videos-0-title": "Mine", "videos-0-teaser": "how:"}
    save(desk, article, data)
    assert Video.objects.get().title == "The lamp"
    assert EmbeddedVideo.objects.get(article=article).teaser == "how:"
    assert other.story().blocks == (block,)


# Credits.


def test_new_name_becomes_a_contributor_once(desk):
    data = opened(desk) | {"headline": "A"}
    data |= {"bylines-0-contributor": "Mara  Ellison", "bylines-0-position": "1"}
    add_row(data, "bylines", contributor="CBC News", role="additional_reporting", position="0")
    credits = save(desk, None, data).story().credits
    assert credits == (
        Credit(Party("CBC News", PartyKind.ORGANISATION), Role.ADDITIONAL_REPORTING),
        Credit(Party("Mara Ellison")),
    )
    save(desk, None, data)
    assert Contributor.objects.count() == 2


def test_new_name_makes_no_contributor_when_the_form_has_errors(desk):
    data = opened(desk) | {"headline": "", "bylines-0-contributor": "Mara Ellison"}
    response = send(desk, None, data)
    assert '<option value="Mara Ellison" selected>' in response.content.decode()
    assert not Contributor.objects.exists()
