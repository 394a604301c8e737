"""Secret links: who has one reads the story as it was last saved, and nobody else ever does."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from articles.models import Article, AuditEntry, PreviewLink, Rendition, Section, Video
from articles.publishing import (
    NotAllowed,
    hold,
    make_preview_link,
    publish,
    release,
    revoke_preview_link,
    set_embargo,
    spike,
    unspike,
    withdraw,
)
from articles.story import Credit, Paragraph, Party, Related
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock
from tests.desk import desk, said, url
from tests.factories import make_article, make_edition, make_user
from tests.test_public_pictures import make_photo
from tests.test_restore import change

__all__ = ["desk"]  # a fixture

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _database(db):
    pass


def make_link(article, label="the lawyer", days=3):
    return make_preview_link(
        article, by=None, label=label, expires_at=timezone.now() + days * DAY
    )  # fmt: skip


def address(link, more=""):
    return f"/preview/{link.token}/{more}"


# The reader's door.


def test_who_has_the_link_reads_the_story_as_it_was_last_saved_without_an_account(client):
    article = make_article(credits=(Credit(Party("Mara Ellison")),), tags=("harbour",))
    link = make_link(article)
    change(article, blocks=(Paragraph("The ferry was saved again."),))
    response = client.get(address(link))
    html = response.content.decode()
    assert response.status_code == 200
    assert "The ferry was saved again." in html
    assert "Preview for the lawyer: not published, not final." in html
    assert html.index("Preview for the lawyer") < html.index("<article")
    assert "Mara Ellison" in html
    assert "harbour" in html
    assert not client.cookies


def test_the_page_is_kept_nowhere_and_found_by_no_search_engine(client):
    link = make_link(make_article())
    answers = client.get(address(link)), client.head(address(link)), client.get("/preview/x/")
    for answer in answers:
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.has_header("ETag")
    for name in ("/robots.txt", "/sitemap.xml", "/feed/", "/"):
        assert b"preview/" not in client.get(name).content
    html = client.get(address(link)).content.decode()
    for told in ("og:title", "og:url", "canonical", "ld+json", link.token + "/report"):
        assert told not in html


def test_nothing_on_the_page_leads_to_what_is_not_public(client):
    other = make_article(headline="Not public either")
    article = make_article(
        credits=(Credit(Party("Mara Ellison")),), tags=("harbour",),
        related=(Related("", ref=other.pk), Related("Elsewhere", url="https://example.com/")),
    )  # fmt: skip
    html = client.get(address(make_link(article))).content.decode()
    for told in ("/report/", "/history/", "/lite/city", "/by/", "/tag/", "Not public either"):
        assert told not in html
    assert "https://example.com/" in html
    make_edition(credits=(Credit(Party("Mara Ellison")),), tags=("harbour",))
    html = client.get(address(make_link(article))).content.decode()
    assert "/by/mara-ellison/" in html
    assert "/tag/harbour/" in html


def test_wrong_ended_revoked_held_and_spiked_links_answer_all_alike(client):
    articles = [make_article(headline=f"Story {number}") for number in range(4)]
    ended, revoked, held, spiked = links = [make_link(article) for article in articles]
    PreviewLink.objects.filter(pk=ended.pk).update(
        created_at=timezone.now() - 3 * DAY, expires_at=timezone.now() - DAY
    )
    revoke_preview_link(revoked, by=None)
    hold(articles[2], by=None, reason="A letter")
    spike(articles[3], by=None)
    tokens = [link.token for link in links] + ["x" * 32, "x", "%00", "é"]
    for more in ("", "photos/a.jpg", "video/a.mp4"):
        answers = [client.get(f"/preview/{token}/{more}") for token in tokens]
        heads = [client.head(f"/preview/{token}/{more}") for token in tokens]
        assert {answer.status_code for answer in answers + heads} == {404}
        assert len({answer.content for answer in answers}) == 1
        shown = [sorted(answer.headers.items()) for answer in answers]
        assert all(one == shown[0] for one in shown)
    assert list(PreviewLink.objects.values_list("opened", flat=True)) == [0, 0, 0, 0]
    release(articles[2], by=None, reason="Settled")
    unspike(articles[3], by=None)
    assert client.get(address(held)).status_code == 200
    assert client.get(address(spiked)).status_code == 200


def test_a_link_ends_by_itself_at_its_hour(client):
    link = make_link(make_article(), days=2)
    with time_machine.travel(link.expires_at - timedelta(seconds=1), tick=False):
        assert client.get(address(link)).status_code == 200
    with time_machine.travel(link.expires_at, tick=False):
        assert client.get(address(link)).status_code == 404


def test_only_looking_is_answered(client):
    link = make_link(make_article())
    for token in (link.token, "x"):
        for method in (client.post, client.put, client.delete):
            assert method(f"/preview/{token}/").status_code == 405
    assert client.get("/preview/").status_code == 404


def test_openings_are_counted_once_a_minute_and_heads_never(client, django_assert_num_queries):
    link = make_link(make_article())
    now = timezone.now()
    for seconds, opened in ((0, 1), (30, 1), (59, 1), (61, 2), (200, 3)):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            client.head(address(link))
            client.get(address(link))
        link.refresh_from_db()
        assert link.opened == opened
    assert link.opened_at == now + timedelta(seconds=200)


def test_the_page_asks_a_fixed_number_of_questions(client, django_assert_max_num_queries):
    blocks = tuple(Paragraph(f"Number {n}.") for n in range(30))
    photos = tuple(PhotoBlock(caption="A pier.", ref=make_photo().pk) for _ in range(6))
    names = tuple(Credit(Party(f"Writer {number}")) for number in range(9))
    link = make_link(make_article(blocks=blocks + photos, credits=names, tags=("a", "b", "c")))
    with django_assert_max_num_queries(26):
        assert client.get(address(link)).status_code == 200


# Its files.


def make_pictured():
    """Return (article, link, a rendition) of an unpublished story with a photo and a video."""
    video = Video(title="The lamp", name="lamp.mp4", poster=make_photo())
    video.file.save("lamp.mp4", ContentFile(b"moving pictures"))
    article = make_article(
        lead_photo=PhotoBlock(alt_text="A pier.", ref=make_photo(creator="Jo Dray").pk),
        blocks=(
            Paragraph("The lamp."),
            VideoBlock(title="The lamp", ref=video.pk),
        ),
    )
    used = {"photo__uses__article": article, "media_type": "image/jpeg", "crop": "full"}
    picture = Rendition.objects.filter(**used)
    return article, make_link(article), picture.first()


def test_photos_and_videos_of_the_story_open_below_the_link_and_nowhere_else(client):
    _article, link, picture = make_pictured()
    html = client.get(address(link)).content.decode()
    assert 'src="/photos/' not in html
    assert " /photos/" not in html
    assert f'src="{address(link, "video/lamp.mp4")}"' in html
    assert f'poster="{address(link, "photos/")}' in html
    below = address(link, f"photos/{picture.name}")
    assert below in html
    for there in (below, address(link, "video/lamp.mp4")):
        response = client.get(there)
        assert response.status_code == 200
        assert response.getvalue()
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
    assert client.get(picture.get_absolute_url()).status_code == 404
    assert client.get("/video/lamp.mp4").status_code == 404
    part = client.get(address(link, "video/lamp.mp4"), headers={"Range": "bytes=0-5"})
    assert (part.status_code, part.getvalue()) == (206, b"moving")


def test_a_link_opens_no_files_of_other_stories_and_none_out_of_rights_or_time(client):
    _article, link, picture = make_pictured()
    other = Rendition.objects.filter(photo=make_photo()).first()
    assert client.get(address(link, f"photos/{other.name}")).status_code == 404
    for name in ("../../x", "x", "%00", "é"):
        assert client.get(address(link, f"photos/{name}")).status_code == 404
    below = address(link, f"photos/{picture.name}")
    with time_machine.travel(link.expires_at + DAY):
        assert client.get(below).status_code == 404
    picture.photo.rights_until = timezone.now()
    picture.photo.save()
    assert client.get(below).status_code == 404
    picture.photo.rights_until = None
    picture.photo.save()
    response = client.get(below)
    assert (response.status_code, bool(response.getvalue())) == (200, True)
    picture.file.storage.delete(picture.file.name)
    assert client.get(below).status_code == 404
    revoke_preview_link(link, by=None)
    assert client.get(address(link, "video/lamp.mp4")).status_code == 404


def test_a_published_page_keeps_its_own_addresses(client):
    article, _link, picture = make_pictured()
    edition = publish(article, by=None, despite="a test")
    html = client.get(edition.get_absolute_url()).content.decode()
    assert picture.get_absolute_url() in html
    assert 'src="/video/lamp.mp4"' in html
    assert "/preview/" not in html


# Making and revoking.


def test_a_link_is_made_listed_and_revoked_and_the_record_names_who_did(desk, client):
    article = make_article()
    page = desk.get(url(article, "links"))
    assert "None was made yet." in page.content.decode()
    until = timezone.localtime(timezone.now() + 2 * DAY).strftime("%Y-%m-%dT%H:%M:%S")
    data = {"make": "1", "label": "the lawyer", "expires_at": until}
    response = desk.post(url(article, "links"), data, follow=True)
    link = PreviewLink.objects.get()
    assert f"http://testserver{address(link)}" in response.content.decode()
    assert len(link.token) == 32
    client.get(address(link))
    assert "Opened 1 time" in desk.get(url(article, "links")).content.decode()
    response = desk.post(url(article, "links"), {"revoke": link.pk}, follow=True)
    assert "opens no more" in said(response)
    assert link.token not in response.content.decode()
    assert client.get(address(link)).status_code == 404
    desk.post(url(article, "links"), {"revoke": link.pk})
    entries = list(AuditEntry.objects.order_by("pk"))
    assert [entry.action for entry in entries] == ["link_made", "link_revoked"]
    assert {entry.by.username for entry in entries} == {"chief"}
    assert entries[0].after.startswith("the lawyer, until ")
    assert link.token not in str([vars(entry) for entry in entries])


@pytest.mark.parametrize(
    ("expires", "told"),
    [
        (timedelta(minutes=-1), "is past"), (31 * DAY, "for 30 days at most"),
        (None, "Say until when the link opens"), ("soon", "Enter a valid date/time."),
    ],
)  # fmt: skip
def test_a_link_opens_from_now_for_thirty_days_at_most(desk, expires, told):
    article = make_article()
    if isinstance(expires, timedelta):
        expires = timezone.localtime(timezone.now() + expires).strftime("%Y-%m-%dT%H:%M:%S")
    data = {"make": "1", "label": "the lawyer", "expires_at": expires or ""}
    response = desk.post(url(article, "links"), data)
    assert told in response.content.decode()
    assert 'value="the lawyer"' in response.content.decode()
    assert not PreviewLink.objects.exists()
    with pytest.raises(NotAllowed):
        make_link(article, days=31)


def test_three_days_are_proposed(desk):
    form = desk.get(url(make_article(), "links")).context["form"]
    proposed = form["expires_at"].initial - timezone.now()
    assert 3 * DAY - timedelta(minutes=1) < proposed <= 3 * DAY


def test_an_embargo_warns_and_a_hold_or_spike_refuses(desk):
    article = make_article()
    set_embargo(article, timezone.now() + DAY, by=None)
    assert "under embargo until" in desk.get(url(article, "links")).content.decode()
    assert make_link(article)
    hold(article, by=None, reason="A letter")
    assert "on legal hold" in desk.get(url(article, "links")).content.decode()
    with pytest.raises(NotAllowed):
        make_link(article)
    link = PreviewLink.objects.get()
    desk.post(url(article, "links"), {"revoke": link.pk})
    assert PreviewLink.objects.get().revoked_at
    other = make_article()
    spike(other, by=None)
    with pytest.raises(NotAllowed):
        make_link(other)


def test_a_withdrawn_or_live_storys_working_copy_can_be_shown_too(client):
    edition = make_edition()
    link = make_link(edition.article)
    change(edition.article, headline="Rewritten")
    withdraw(edition.article, by=None, notice="Wrong.", reason="Wrong")
    assert "Rewritten" in client.get(address(link)).content.decode()


def test_no_page_revokes_the_link_of_another_story(desk):
    link, other = make_link(make_article()), make_article()
    for given in (link.pk, "x", "9" * 15, ""):
        response = desk.post(url(other, "links"), {"revoke": given}, follow=True)
        assert "nothing was changed" in said(response)
    assert PreviewLink.objects.get().revoked_at is None


@pytest.mark.parametrize(
    ("role", "whose", "allowed"),
    [
        ("Reporter", "own", True), ("Reporter", "other", False), ("Photo editor", "other", False),
        ("Editor", "own section", True), ("Editor", "other", False), ("Publisher", "other", True),
    ],
)  # fmt: skip
def test_who_may_change_a_story_makes_and_revokes_its_links(client, role, whose, allowed):
    section = Section.objects.create(name="City", slug="city")
    user = make_user(role, sections=[section] if whose == "own section" else ())
    article = make_article(by=user if whose == "own" else None, section="City")
    link = make_link(article)
    client.force_login(user)
    assert client.get(url(article, "links")).status_code == (200 if allowed else 403)
    assert (url(article, "links") in client.get(url(article)).content.decode()) is allowed
    until = timezone.localtime(timezone.now() + DAY).strftime("%Y-%m-%dT%H:%M:%S")
    client.post(url(article, "links"), {"make": "1", "expires_at": until})
    client.post(url(article, "links"), {"revoke": link.pk})
    assert (PreviewLink.objects.count() == 2) is allowed
    link.refresh_from_db()
    assert (link.revoked_at is not None) is allowed
    assert Article.objects.get().revision == 1
