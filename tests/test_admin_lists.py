"""Lists and pages of the desk: what they cost, what they refuse, what they say."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from taggit.models import Tag

from articles.importing.assets import keep_photo
from articles.models import (
    Article,
    Contributor,
    Doubt,
    Edition,
    ErrorReport,
    Event,
    FrontPin,
    Photo,
    Section,
    Source,
    Version,
    Video,
)
from articles.publishing import hold, keep_version, publish, spike, withdraw
from articles.story import Credit, Paragraph, Party
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock
from tests.factories import make_article, make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_user(username="chief", is_superuser=True)


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


def fill(count, chief):
    """Make `count` stories, most of them live, with all that lists show."""
    for number in range(count):
        article = make_edition(
            by=chief,
            headline=f"Story {number}",
            section=f"Section {number % 4}",
            lead_photo=PhotoBlock(f"Photo {number}", "A pier.", supplier="Wire"),
            blocks=(Paragraph("Text."), VideoBlock(f"Video {number}")),
            credits=(Credit(Party(f"Writer {number}")),),
            tags=(f"tag {number}",),
        ).article
        keep_version(article, by=chief)
        source = Source.objects.create(
            article=article, name="a", spans=[], story={}, content=b"", waits=True
        )
        Doubt.objects.create(source=source, line=1, text="x", read_as="paragraph")
        ErrorReport.objects.create(article=article, text="Wrong.")
        FrontPin.objects.create(article=article, section=article.section)


LISTS = [
    "articles/article", "articles/photo", "articles/video", "articles/section",
    "articles/contributor", "articles/edition", "articles/version", "articles/event",
    "articles/source", "articles/doubt", "articles/errorreport", "articles/frontpin",
    "articles/auditentry",
    "taggit/tag", "auth/user",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_whatever_the_number_of_rows(
    desk, chief, name, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(18) as counted:
            assert desk.get(f"/admin/{name}/").status_code == 200
        return len(counted)

    fill(3, chief)
    queries()
    few = queries()
    fill(12, chief)
    assert queries() == few


def test_list_of_stories_costs_the_same_at_60_stories(desk, chief, django_assert_num_queries):
    fill(3, chief)
    desk.get("/admin/articles/article/")
    with django_assert_num_queries(8):
        desk.get("/admin/articles/article/")
    fill(57, chief)
    with django_assert_num_queries(8):
        desk.get("/admin/articles/article/")


def test_list_shows_the_state_of_each_story(desk, chief):
    make_article(headline="A draft")
    changed = make_edition(headline="Changed").article
    Article.objects.filter(pk=changed.pk).update(revision=changed.revision + 1)
    waits = make_article(headline="Waits")
    publish(waits, by=chief, at=timezone.now() + timedelta(hours=1))
    withdraw(make_edition(headline="Gone").article, by=chief, notice="Wrong.", reason="Wrong")
    hold(make_edition(headline="Held").article, by=chief, reason="Court")
    spike(make_article(headline="Dropped"), by=chief)
    rows = desk.get("/admin/articles/article/").context["rows"]
    states = {row.article.headline: row.state_name for row in rows}
    assert states == {
        "A draft": "Draft",
        "Changed": "Live, with unpublished changes",
        "Waits": "Scheduled",
        "Gone": "Withdrawn",
        "Held": "On legal hold",
        "Dropped": "Spiked",
    }


# Nothing of the record is deleted.


@pytest.mark.parametrize("model", [Article, Edition, Version, Event, Source, Doubt])
def test_what_is_on_record_cannot_be_deleted_even_by_a_crafted_request(desk, chief, model):
    article = make_edition().article
    keep_version(article, by=chief)
    source = Source.objects.create(article=article, name="a", spans=[], story={}, content=b"")
    Doubt.objects.create(source=source, line=1, text="x", read_as="paragraph")
    row = model.objects.first()
    address = f"/admin/articles/{model._meta.model_name}/"
    assert desk.post(f"{address}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    desk.post(address, bulk)
    assert model.objects.filter(pk=row.pk).exists()
    page = desk.get(f"{address}{row.pk}/change/").content.decode()
    assert "/delete/" not in page
    assert "delete_selected" not in desk.get(address).content.decode()


def test_a_step_that_does_not_fit_is_not_asked_about(desk):
    live, draft, gone = make_edition().article, make_article(), make_edition().article
    withdraw(gone, by=None, notice="Gone.", reason="false")
    for article, names in (
        (live, ["embargo", "spike", "release"]),
        (draft, ["withdraw", "correct", "cancel", "lift"]),
        (gone, ["embargo", "spike", "withdraw"]),
    ):
        for name in names:
            page = desk.get(f"/admin/articles/article/{article.pk}/{name}/", follow=True)
            assert page.redirect_chain, name
            assert "does not fit" in page.content.decode()


def test_withdraw_is_offered_for_a_live_story_and_spike_for_a_draft(desk):
    live, draft = make_edition().article, make_article()
    page = desk.get(f"/admin/articles/article/{live.pk}/change/").content.decode()
    assert f"/{live.pk}/withdraw/" in page
    assert f"/{live.pk}/spike/" not in page
    page = desk.get(f"/admin/articles/article/{draft.pk}/change/").content.decode()
    assert f"/{draft.pk}/spike/" in page
    assert f"/{draft.pk}/withdraw/" not in page


@pytest.mark.parametrize("model", [Section, Photo, Contributor, Video, Tag])
def test_what_stories_use_is_not_deleted_and_the_page_says_what_uses_it(desk, chief, model):
    make_edition(
        lead_photo=PhotoBlock("P", "A pier.", supplier="Wire"),
        blocks=(*make_article().story().blocks, VideoBlock("V")),
        credits=(Credit(Party("Mara Ellison")),),
        tags=("harbour",),
    )
    row = model.objects.first()
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    page = desk.get(f"{address}{row.pk}/delete/").content.decode()
    assert "Ferry runs aground" in page
    assert desk.post(f"{address}{row.pk}/delete/", {"post": "yes"}).status_code == 200
    bulk = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    assert desk.post(address, bulk).status_code == 200
    assert model.objects.filter(pk=row.pk).exists()


def test_what_nothing_uses_is_deleted(desk):
    section = Section.objects.create(name="Old", slug="old")
    desk.post(f"/admin/articles/section/{section.pk}/delete/", {"post": "yes"})
    assert not Section.objects.exists()


# Photos.


def jpeg(colour="navy", size=(640, 480)):
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "JPEG")
    return content.getvalue()


def test_uploaded_picture_opens_to_be_described(desk):
    upload = SimpleUploadedFile("pier.jpg", jpeg(), "image/jpeg")
    response = desk.post("/admin/articles/photo/add/", {"upload": upload}, follow=True)
    photo = Photo.objects.get()
    assert response.redirect_chain[-1][0] == f"/admin/articles/photo/{photo.pk}/change/"
    again = SimpleUploadedFile("other.jpg", jpeg(), "image/jpeg")
    desk.post("/admin/articles/photo/add/", {"upload": again}, follow=True)
    assert Photo.objects.count() == 1


def test_upload_that_is_no_picture_is_refused(desk):
    upload = SimpleUploadedFile("pier.jpg", b"text", "image/jpeg")
    response = desk.post("/admin/articles/photo/add/", {"upload": upload})
    assert "no picture we can read" in response.content.decode()
    assert not Photo.objects.exists()


def test_photo_pending_gets_its_file_and_keeps_its_words(desk):
    photo = Photo.objects.create(caption="At noon.")
    data = {"focal_x": "0.25", "focal_y": "0.5", "caption": "At noon.", "credit_line": "Jo"}
    data["upload"] = SimpleUploadedFile("pier.jpg", jpeg(), "image/jpeg")
    desk.post(f"/admin/articles/photo/{photo.pk}/change/", data)
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit_line, photo.width) == ("At noon.", "Jo", 640)


def test_focal_point_lies_inside_the_picture_and_rights_end_after_they_begin(desk):
    photo = Photo.objects.create(caption="At noon.")
    data = {"focal_x": "1.5", "focal_y": "0.5"}
    data |= {"rights_from": "2026-05-02T10:00:00", "rights_until": "2026-05-01T10:00:00"}
    page = desk.post(f"/admin/articles/photo/{photo.pk}/change/", data).content.decode()
    assert "less than or equal to 1" in page
    data["focal_x"] = "0.5"
    page = desk.post(f"/admin/articles/photo/{photo.pk}/change/", data).content.decode()
    assert "Rights must end after they begin." in page


def test_original_is_shown_to_the_desk_only(desk, client):
    photo = keep_photo(jpeg(), "pier.jpg")
    address = f"/admin/articles/photo/{photo.pk}/original/"
    response = desk.get(address)
    assert response["Content-Type"] == "image/jpeg"
    assert "private" in response["Cache-Control"]
    assert response.getvalue() == jpeg()
    client.logout()
    assert client.get(address).status_code == 302


# Pages that are easily forgotten.


@pytest.mark.parametrize("name", [name for name in LISTS if name not in ("auth/user",)])
def test_empty_list_says_what_to_do(desk, name):
    assert 'class="empty-list"' in desk.get(f"/admin/{name}/").content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_page_of_one_row_opens(desk, chief, name):
    fill(1, chief)
    page = desk.get(f"/admin/{name}/")
    is_ours = name == "articles/article"
    row = page.context["rows"][0].article if is_ours else page.context["cl"].result_list[0]
    assert desk.get(f"/admin/{name}/{row.pk}/change/").status_code == 200


def test_source_is_shown_line_by_line(desk):
    source = Source.objects.create(
        article=make_article(), name="a.txt", encoding="utf-8", story={},
        content="World\n\nFérry".encode(), spans=[["section", 1, 1]], unplaced=[3],
    )  # fmt: skip
    page = desk.get(f"/admin/articles/source/{source.pk}/change/").content.decode()
    assert '<td>section</td><td dir="auto">World</td>' in page
    assert '<td>unplaced</td><td dir="auto">Férry</td>' in page


def test_index_begins_with_stories_and_bears_the_name_of_the_paper(desk, settings):
    page = desk.get("/admin/").content.decode()
    names = ["Stories", "Photos", "Contributors", "Editions", "Users"]
    places = [page.index(f">{name}</a>") for name in names]
    assert places == sorted(places)
    assert settings.SITE_NAME in page


def test_the_page_of_a_photo_says_its_rights_its_file_and_where_it_is_used(desk):
    photo = Photo.objects.create(
        caption="A pier.",
        file="originals/x.jpg",
        media_type="image/jpeg",
        width=640,
        height=480,
        metadata={"city": "<Ayr>"},
    )
    address = f"/admin/articles/photo/{photo.pk}/change/"

    def words():
        return desk.get(address).content.decode()

    assert "Nobody has said what may be done with it" in words()
    assert "In no story yet." in words()
    assert "&lt;Ayr&gt;" in words()
    assert "Small: 640 × 480 pixels." in words()

    block = PhotoBlock("A pier.", "A pier.", "Wire", ref=photo.pk)
    live = make_edition(headline="Tide", lead_photo=block).article
    make_article(headline="Draft", blocks=(Paragraph("x"), block))
    assert re.findall(
        r">(Tide|Draft)</a> <span[^>]*>([^<]+)</span> <span[^>]*>([^<]+)<", words()
    ) == [
        ("Tide", "its lead", "live"),
        ("Draft", "in the text", "not live"),
    ]
    live.captions.all().delete()
    assert "in what is live alone" in words()

    Photo.objects.update(rights_until=timezone.now() - timedelta(hours=2))
    assert "not even in stories that are live" in words()


def test_the_page_of_a_video_shows_it_and_where_it_is_used(desk):
    video = Video.objects.create(title="The lamp", provider="vimeo", embed_id="12345678")
    make_edition(headline="Tide", blocks=(Paragraph("x"), VideoBlock(title="x", ref=video.pk)))
    page = desk.get(f"/admin/articles/video/{video.pk}/change/").content.decode()
    assert 'href="https://vimeo.com/12345678"' in page
    assert "<iframe" not in page
    assert re.search(r">Tide</a>.*>live<", page)
    assert desk.get("/admin/articles/video/add/").status_code == 200
