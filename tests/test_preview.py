"""The preview on the desk: what is typed, at two widths, and how others point to the story."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from articles.models import Article, Version
from articles.publishing import hold, keep_version
from articles.story import Paragraph
from articles.story import Photo as PhotoBlock
from tests.desk import desk, opened, url
from tests.factories import make_article, make_edition, make_user
from tests.test_public_pictures import make_photo

__all__ = ["desk"]  # a fixture


@pytest.fixture(autouse=True)
def _database(db):
    pass


def typed(desk, article=None, **more):
    """Press the Preview button of a form with these words typed; return the address it leads to."""
    address = url(article, "preview") if article else "/admin/articles/article/preview/"
    response = desk.post(address, opened(desk, article) | more)
    assert response.status_code == 302
    return response["Location"]


def test_what_is_typed_is_shown_at_two_widths_and_nothing_is_saved(desk):
    article = make_article()
    address = typed(desk, article, headline="Only typed")
    frames = desk.get(address)
    html = frames.content.decode()
    assert html.count(f'src="{address}page/"') == 2
    assert f'src="{address}cards/"' in html
    assert "Preview, not public" in html
    assert "no-store" in frames["Cache-Control"]
    for name in ("page", "cards"):
        look = desk.get(f"{address}{name}/")
        assert "Only typed" in look.content.decode()
        assert look["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in look["Content-Security-Policy"]
        assert "sha256-" in look["Content-Security-Policy"]
        assert "no-store" in look["Cache-Control"]
    assert Article.objects.get().headline == "Ferry runs aground off Saltmere"
    assert not Version.objects.exists()


@time_machine.travel(datetime(2026, 11, 3, 6, tzinfo=UTC), tick=False)  # the page says the hour
@pytest.mark.parametrize("name", ["page", "cards"])
@pytest.mark.parametrize("is_typed", [True, False])
def test_preview_is_shown_in_either_scheme_as_readers_of_it_have_it(desk, settings, is_typed, name):
    settings.SITE_COLOURS = (("accent", "#123456", "#abcdef"),)
    article = make_article()
    address = typed(desk, article) if is_typed else url(article, "preview")
    frames = desk.get(f"{address}?scheme=dark").content.decode()
    assert frames.count(f'src="{address}page/?scheme=dark"') == 2
    assert f'href="{address}?scheme=dark" aria-current="true"' in frames
    plain = desk.get(f"{address}{name}/").content.decode()
    for scheme, count in (("dark", 2), ("light", 0)):
        look = desk.get(f"{address}{name}/?scheme={scheme}")
        html = look.content.decode()
        css = html.partition("<style>")[2].partition("</style>")[0]
        assert "prefers-color-scheme" not in css
        assert css.count("(min-width: 0)") == count
        assert f"color-scheme: {scheme};" in css
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        assert f"sha256-{digest}" in look["Content-Security-Policy"]
        assert html.partition("<body>")[2] == plain.partition("<body>")[2]
    assert desk.get(f"{address}{name}/?scheme=pink").content.decode() == plain


def test_what_cannot_be_shown_says_why(desk):
    response = desk.post("/admin/articles/article/preview/", opened(desk) | {"headline": ""})
    assert response.status_code == 422
    assert "Write a headline." in response.content.decode()


def test_a_typed_preview_belongs_to_one_account_and_ends_by_itself(desk, client):
    article = make_article()
    address = typed(desk, article, headline="Only typed")
    client.force_login(make_user("Publisher"))
    for name in ("", "page/", "cards/"):
        assert client.get(address + name).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
    client.force_login(make_user(username="again", is_superuser=True))
    address = typed(client, article, headline="Only typed")
    assert client.get(f"{address}page/").status_code == 200
    assert client.get(f"{address}other/").status_code == 404
    kept = Session.objects.get(pk=address.split("/")[-2])
    assert timedelta() < kept.expire_date - timezone.now() <= timedelta(minutes=10)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert client.get(f"{address}page/").status_code in (302, 404)
        typed(client, article)
    assert not Session.objects.filter(pk=kept.pk).exists()


def test_nobodys_login_can_be_read_as_a_preview(desk, client):
    for key in (client.session.session_key, "x" * 32, "-"):
        assert desk.get(f"/admin/articles/article/preview/{key}/").status_code == 404
        assert desk.get(f"/admin/articles/article/preview/{key}/page/").status_code == 404


def test_cards_show_title_summary_and_picture_as_lists_have_them(desk):
    photo = make_photo()
    article = make_article(
        summary="Two lines for lists.",
        search_headline="Ferry Solveig aground off Saltmere: what is known",
        lead_photo=PhotoBlock(alt_text="A pier.", ref=photo.pk),
    )
    html = desk.get(url(article, "preview/cards")).content.decode()
    assert html.count("Two lines for lists.") == 4
    assert html.count("Ferry Solveig aground off Saltmere: what is known") == 2
    assert html.count("Ferry runs aground off Saltmere") == 2
    assert "/photos/" in html
    photo.rights_until = timezone.now()
    photo.save()
    assert "/photos/" not in desk.get(url(article, "preview/cards")).content.decode()


def test_the_headline_for_search_stands_where_search_engines_look(client):
    edition = make_edition(search_headline="Ferry Solveig: what is known")
    html = client.get(edition.get_absolute_url()).content.decode()
    assert "<title>Ferry Solveig: what is known" in html
    assert '<meta property="og:title" content="Ferry Solveig: what is known">' in html
    assert "<h1>Ferry runs aground off Saltmere</h1>" in html


def test_a_legal_hold_stops_every_preview_but_of_those_who_may_end_it(client):
    publisher, reporter, editor = map(make_user, ("Publisher", "Reporter", "Editor"))
    article = make_article(by=reporter, blocks=(Paragraph("Held words."),))
    version = keep_version(article, by=reporter)
    client.force_login(editor)
    read = [url(article), f"{url(article, 'compare')}?a=v{version.pk}&b=copy"]
    assert "Held words." in client.get(read[0]).content.decode()
    client.force_login(reporter)
    before = typed(client, article)
    hold(article, by=publisher, reason="A letter")
    addresses = [
        url(article, "preview"), url(article, "preview/page"), url(article, "preview/cards"),
        f"{before}page/", f"/admin/articles/version/{version.pk}/page/",
    ]  # fmt: skip
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 403, address
        assert "Held words." not in response.content.decode()
    assert client.post(url(article, "preview"), opened(client, article)).status_code == 403
    client.force_login(editor)
    for address in read:
        assert "Held words." not in client.get(address).content.decode()
    client.force_login(publisher)
    for address in addresses[:3]:
        assert client.get(address).status_code == 200, address
    assert client.get(f"{typed(client, article)}page/").status_code == 200
