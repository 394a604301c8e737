"""Stories saved, published and refused through the form of the desk."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from articles.models import (
    Article,
    Caption,
    Contributor,
    Edition,
    EmbeddedVideo,
    Event,
    Photo,
    Section,
    Version,
    Video,
)
from articles.publishing import publish, withdraw
from articles.story import Credit, Paragraph, Party, PartyKind, Role
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock
from articles.vocabulary import EditionKind, Status
from tests.desk import add_row, opened, said, url
from tests.factories import make_article, make_edition, make_user

pytestmark = pytest.mark.django_db

PLACE = '<figure data-caption="KEY123"></figure>'
VIDEO_PLACE = '<figure data-video="KEY123"></figure>'


@pytest.fixture
def desk(client):
    client.force_login(make_user(username="chief", is_superuser=True))
    return client


def send(desk, article, data, **more):
    return desk.post(url(article), data | more, follow=True)


def save(desk, article, data, **more):
    response = send(desk, article, data, **more)
    assert response.redirect_chain, response.context["errors"]
    return Article.objects.get(pk=article.pk) if article else Article.objects.latest("pk")


def picture(colour="navy"):
    content = BytesIO()
    Image.new("RGB", (640, 480), colour).save(content, "JPEG")
    return SimpleUploadedFile("pier.jpg", content.getvalue(), "image/jpeg")


# Saving.


def test_saving_untouched_changes_nothing_readers_would_see(desk):
    lead = PhotoBlock(caption="A pier.", alt_text="A pier.", supplier="Wire")
    article = make_article(lead_photo=lead, tags=("b", "a, c"), credits=(Credit(Party("Jo Dray")),))
    before = article.story()
    after = save(desk, article, opened(desk, article))
    assert after.story() == before
    assert after.revision == article.revision + 1
    assert Version.objects.get().story() == before


def test_new_story_belongs_to_who_wrote_it(desk):
    article = save(desk, None, opened(desk), headline="Ferry\nruns   aground", body="Hello")
    assert article.created_by.username == "chief"
    assert (article.headline, article.body) == ("Ferry runs   aground", "<p>Hello</p>")
    assert article.versions.count() == 1


def test_hostile_html_comes_out_harmless(desk):
    body = '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a></p>'
    assert save(desk, None, opened(desk), headline="A", body=body).body == "<p>ab</p>"


def test_stale_save_is_refused_and_keeps_what_was_typed(desk):
    article = make_article()
    data = opened(desk, article)
    save(desk, article, opened(desk, article), headline="Theirs")
    response = send(desk, article, data, headline="Mine")
    assert not response.redirect_chain
    assert "saved this story on" in response.content.decode()
    assert ">\nMine</textarea>" in response.content.decode()
    assert Article.objects.get().headline == "Theirs"
    mine = save(desk, article, data, headline="Mine", overwrite=article.revision + 1)
    assert mine.headline == "Mine"
    kept = [version.story().headline for version in Version.objects.all()]
    assert kept == ["Mine", "Theirs"]


def test_choice_to_overwrite_does_not_cover_a_third_save(desk):
    article = make_article()
    data = opened(desk, article)
    for headline in ("Theirs", "Theirs again"):
        save(desk, article, opened(desk, article), headline=headline)
    send(desk, article, data, headline="Mine", overwrite=article.revision + 1)
    assert Article.objects.get().headline == "Theirs again"


def test_desk_state_changed_meanwhile_is_not_written_back(desk):
    article = make_article()
    data = opened(desk, article)
    Article.objects.update(status=Status.IN_REVIEW, held=True)
    after = save(desk, article, data)
    assert (after.status, after.held) == (Status.IN_REVIEW, True)


def test_tags_keep_their_order_and_known_spelling(desk):
    make_article(tags=("Harbour",))
    article = save(desk, None, opened(desk), headline="A", tags='zoo, harbour, "a, b", zoo')
    assert article.tag_names() == ("zoo", "Harbour", "a, b")


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
        ({"address": "https://clips.example/1"}, "YouTube and Vimeo"),
        ({"address": "javascript:alert(1)"}, "YouTube and Vimeo"),
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


# Publishing.


def test_publishing_says_where_readers_find_it(desk):
    article = make_article()
    response = send(desk, article, opened(desk, article), _publish="1")
    edition = Edition.objects.get()
    assert edition.get_absolute_url() in said(response)
    assert desk.get(edition.get_absolute_url()).status_code == 200


def test_what_is_missing_is_listed_with_links(desk):
    response = send(desk, None, opened(desk) | {"headline": "A"}, _publish="1")
    assert "Saved, but not published." in said(response)
    page = response.content.decode()
    assert 'data-problem="section"' in page
    assert 'data-problem="body"' in page
    assert not Edition.objects.exists()


def test_change_of_a_live_story_is_called_substantive_or_minor(desk):
    article = make_edition().article
    response = send(desk, article, opened(desk, article), headline="New", _publish="1")
    assert "substantive or minor" in said(response)
    assert Edition.objects.count() == 1
    assert "Live, with unpublished changes" in response.content.decode()
    send(desk, article, opened(desk, article), kind="minor", _publish="1")
    assert Edition.objects.first().kind == EditionKind.MINOR


def test_kind_of_an_edition_cannot_be_invented(desk):
    article = make_edition().article
    send(desk, article, opened(desk, article), kind="withdrawal", _publish="1")
    assert Edition.objects.count() == 1


def test_edition_that_waits_is_asked_about(desk):
    article = make_article()
    publish(article, by=None, at=timezone.now() + timedelta(hours=2))
    response = send(desk, article, opened(desk, article), _publish="1")
    assert "An edition waits" in said(response)
    send(desk, article, opened(desk, article), waiting="refreeze", _publish="1")
    assert Edition.objects.live().count() == 1
    assert Edition.objects.pending().count() == 1


def test_withdrawn_story_shows_its_notice_and_why_is_kept(desk):
    edition = make_edition()
    page = desk.get(url(edition.article))
    assert url(edition.article, "withdraw") in page.content.decode()
    given = {"confirm": "1", "notice": "It was wrong.", "reason": "Lawyers"}
    assert desk.get(url(edition.article, "withdraw")).status_code == 200
    assert Edition.objects.live().exists()
    desk.post(url(edition.article, "withdraw"), given)
    assert desk.get(edition.get_absolute_url()).status_code == 410
    assert Event.objects.first().reason == "Lawyers"


def test_hold_and_release_need_a_reason(desk):
    edition = make_edition()
    desk.post(url(edition.article, "hold"), {"confirm": "1", "reason": " "})
    assert desk.get(edition.get_absolute_url()).status_code == 200
    desk.post(url(edition.article, "hold"), {"confirm": "1", "reason": "Court"})
    assert desk.get(edition.get_absolute_url()).status_code == 404
    desk.post(url(edition.article, "release"), {"confirm": "1", "reason": "Lifted"})
    assert desk.get(edition.get_absolute_url()).status_code == 200


def test_many_are_withdrawn_or_spiked_at_once_and_the_rest_is_told(desk):
    live, draft = make_edition().article, make_article(headline="Draft")
    chosen = {"action": "spike_many", "_selected_action": [live.pk, draft.pk]}
    asked = desk.post("/admin/articles/article/", chosen)
    assert asked.status_code == 302
    response = desk.post(asked.url, {"confirm": "1"}, follow=True)
    assert "withdraw it instead" in said(response)
    assert list(Article.objects.order_by("pk").values_list("status", flat=True)) == [
        "draft", "spiked",
    ]  # fmt: skip


# Looking.


def test_preview_is_private_and_never_indexed(desk):
    article = make_article(section="")
    Article.objects.update(section=None)
    response = desk.get(url(article, "preview"))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_preview_of_typed_words_writes_nothing(desk):
    data = opened(desk) | {"headline": "Only looking", "body": PLACE}
    add_row(data, "captions", key="KEY123", caption="At noon.", upload=picture())
    response = desk.post("/admin/articles/article/preview/", data)
    assert "Only looking" in response.content.decode()
    assert "At noon." in response.content.decode()
    assert not Article.objects.exists()
    assert not Photo.objects.exists()


def test_version_and_edition_open_as_readers_would_see_them(desk):
    edition = make_edition()
    save(desk, edition.article, opened(desk, edition.article), headline="Another")
    version = Version.objects.get()
    assert "Another" in desk.get(f"/admin/articles/version/{version.pk}/page/").content.decode()
    page = desk.get(f"/admin/articles/edition/{edition.pk}/page/")
    assert "Ferry runs aground" in page.content.decode()
    withdraw(edition.article, by=None, notice="Wrong.", reason="Wrong")
    assert desk.get(f"/admin/articles/edition/{edition.pk + 1}/page/").status_code == 404


def test_slug_of_a_live_story_can_change_and_the_old_address_leads_on(desk):
    edition = make_edition()
    old = edition.get_absolute_url()
    data = opened(desk, edition.article) | {"slug": "new-words", "kind": "minor", "_publish": "1"}
    send(desk, edition.article, data)
    assert desk.get(old).status_code == 301
    assert "/new-words-" in desk.get(old)["Location"]


def test_section_is_chosen_from_those_there_are(desk):
    section = Section.objects.create(name="Harbour", slug="harbour")
    query = "term=har&app_label=articles&model_name=article&field_name=section"
    found = desk.get(f"/admin/autocomplete/?{query}").json()["results"]
    assert found == [{"id": str(section.pk), "text": "Harbour"}]
