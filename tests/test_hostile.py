"""Hostile text in every field that an editor or a reader can write into comes out harmless."""

import json
import re
from importlib import import_module
from urllib.parse import urlsplit
from xml.etree import ElementTree

import lxml.html
import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body
from articles.models import Article, Contributor, ErrorReport, Policy, PreviewLink, Section
from articles.publishing import publish, set_status, withdraw
from articles.vocabulary import Status
from tests.desk import add_row, desk, fields_of, opened, url
from tests.factories import make_article, make_edition, make_user
from tests.payloads import PAYLOADS

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

SIZE = 12  # payloads in one newsroom
GROUPS = [PAYLOADS[start : start + SIZE] for start in range(0, len(PAYLOADS), SIZE)]

NEVER = {"iframe", "object", "embed", "base", "applet", "frame", "math", "marquee", "x", "animate"}
ADDRESSES = (
    "href", "src", "srcset", "action", "formaction", "cite", "poster", "data", "xlink:href",
    "background", "ping", "srcdoc",
)  # fmt: skip
IGNORED = re.compile(r"[\x00-\x20]")


@pytest.fixture(autouse=True)
def roles(db):
    """The groups of the migration, also after a test that emptied the database."""
    import_module("articles.migrations.0002_roles").make_roles(apps, connection.schema_editor())
    cache.clear()


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


def assert_harmless(html, where):
    """Assert that nothing in a page or fragment runs, loads or leads where we did not say."""
    tree = lxml.html.fromstring(f"<div>{html}</div>" if "<html" not in html else html)
    for element in tree.iter(lxml.etree.Element):
        shown = f"{where}: {lxml.html.tostring(element)[:300]}"
        assert element.tag not in NEVER, shown
        if element.tag == "script":
            assert_our_script(element, shown)
        if element.tag == "style":
            assert "pwned" not in element.text_content(), shown
        if element.tag == "meta":
            assert element.get("http-equiv", "").lower() != "refresh", shown
        for name, value in element.items():
            assert not name.startswith("on"), shown
            assert name != "style", shown
            if name in ADDRESSES:
                assert_our_address(value, shown)


def assert_our_script(element, shown):
    if element.get("type") in ("application/ld+json", "application/json", "importmap"):
        assert "</" not in element.text, shown
        json.loads(element.text)
    else:
        assert element.get("src", "").startswith(("/static/", "/admin/jsi18n/")), shown
        assert not (element.text or "").strip(), shown


def assert_our_address(value, shown):
    plain = IGNORED.sub("", value).lower()
    assert not plain.startswith(("javascript:", "vbscript:", "data:")), shown
    place = urlsplit(plain)
    assert place.scheme in ("", "http", "https", "mailto", "tel"), shown
    assert "evil.example" not in place.netloc, shown
    assert not plain.startswith(("//", "/\\")), shown


def fits(payload, longest):
    return payload if len(payload) <= longest else payload[:longest]


def typed(untouched, payload, number):
    """Return the form of a new story that has `payload` in every field it can hold."""
    data = dict(untouched)
    for name, longest in (
        ("deck", 500), ("summary", 500), ("kicker", 100), ("search_headline", 200),
        ("slugline", 100), ("dateline", 100), ("ed_note", 1000), ("rights", 200),
        ("printed_date", 60),
    ):  # fmt: skip
        data[name] = fits(payload, longest)
    data["headline"] = fits(f"{number} {payload}", 300)
    data["body"] = (
        f"<p>Words of the desk.</p><p>{payload}</p>{payload}"
        f"<h2>{payload}</h2><blockquote cite='{payload}'><p>{payload}</p>"
        f'</blockquote><ul><li>{payload}</li></ul><figure data-caption="k1"></figure>'
        f'<figure data-video="v1"></figure>'
    )
    data["section"] = Section.objects.named("City").pk
    data["tags"] = '"' + fits(payload, 90).replace('"', '""') + '"'
    name = fits(payload, 200)
    add_row(data, "captions", key="k1", caption=name, alt_text=name, credit=name)
    add_row(data, "videos", key="v1", title=name, label=fits(payload, 40), teaser=name,
            age=fits(payload, 40), description=name)  # fmt: skip
    add_row(data, "corrections", kind="correction", text=payload)
    add_row(data, "related_links", label=name, title=name, position="1")
    if "bylines-0-contributor" not in data:
        add_row(data, "bylines", role="author")
    data |= {"bylines-0-contributor": name, "bylines-0-printed": name}
    return data


def saved_story(client, payload, number=1, untouched=None):
    data = typed(untouched or opened(client), payload, number)
    before = Article.objects.count()
    # Each from a tab of its own: a second save of one tab is of the story that tab began.
    data["words_tab"] = f"a-tab-of-{number}-{before}"
    page = client.post(url(), data)
    assert Article.objects.count() == before + 1, (payload, page.context["errors"])
    return Article.objects.latest("pk")


@pytest.mark.once
@pytest.mark.parametrize("payloads", GROUPS, ids=lambda group: f"from-{PAYLOADS.index(group[0])}")
def test_what_is_typed_into_a_story_is_harmless_wherever_it_is_shown(client, desk, payloads):
    form = opened(desk)
    stories = [saved_story(desk, payload, number, form) for number, payload in enumerate(payloads)]
    for article in stories:
        assert_harmless(desk.get(url(article)).content.decode(), "the desk's page")
        assert_harmless(desk.get(url(article, "preview/page")).content.decode(), "preview")
        publish(article, by=None, despite="a test")
    for name in ("preview/cards", "history", "links"):
        assert_harmless(desk.get(url(stories[-1], name)).content.decode(), name)
    for article in stories:
        edition = article.editions.get()
        address = edition.get_absolute_url()
        for path in (address, f"/lite{address}", f"{address}history/", edition.get_report_url()):
            page = client.get(path)
            assert page.status_code == 200, path
            assert_harmless(page.content.decode(), path)
    for path in pages_with_many():
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert_answer_harmless(answer, path)
    client.force_login(make_user(username="looks", is_superuser=True))
    for name in ("article", "photo", "video", "contributor", "edition", "version"):
        page = client.get(f"/admin/articles/{name}/").content.decode()
        assert_harmless(page, f"list of {name}")
    assert_harmless(client.get("/admin/").content.decode(), "start")


def pages_with_many():
    tag = Article.objects.latest("pk").tags.first()
    person = Contributor.objects.latest("pk")
    lists = ["/", "/city/", "/lite/", "/lite/city/", "/corrections/", "/archive/",
             "/search/?q=pwned", "/search/?q=%3Cscript%3Epwned()%3C/script%3E",
             f"/tag/{tag.slug}/" if tag else "/", person.get_absolute_url()]  # fmt: skip
    feeds = [f"{place}feed/{form}" for place in ("/", "/city/") for form in ("", "atom/", "json/")]
    return [*lists, *feeds, "/sitemap/news.xml", "/api/v1/stories/"]


def assert_answer_harmless(answer, path):
    kind = answer["Content-Type"].partition(";")[0]
    text = answer.content.decode()
    if kind == "text/html":
        assert_harmless(text, path)
    elif kind.endswith("json"):
        for html in html_in(json.loads(text)):
            assert_harmless(html, path)
    else:
        for element in ElementTree.fromstring(text.encode()).iter():
            assert_our_address(element.get("href", ""), path)
            if element.tag.endswith(("}encoded", "}content")) and element.text:
                assert_harmless(element.text, path)


def html_in(value, key=""):
    """Yield the texts of a JSON value that its names call HTML."""
    if isinstance(value, dict):
        is_html = "html" in str(value.get("contentType", value.get("contenttype", "")))
        for name, inner in value.items():
            yield from html_in(inner, "html" if is_html and name == "value" else name)
    elif isinstance(value, list):
        for inner in value:
            yield from html_in(inner, key)
    elif isinstance(value, str) and "html" in key.lower():
        yield value


def test_words_of_templates_are_words(client, desk):
    article = saved_story(desk, "{{ 7|add:7 }}{% now 'Y' %}")
    publish(article, by=None, despite="a test")
    page = client.get(article.editions.get().get_absolute_url()).content.decode()
    assert page.count("{{ 7|add:7 }}{% now") >= 5


@pytest.mark.parametrize(
    "address", ["/\t/evil.example", "/\n\\evil.example", "http:evil.example", "https://"]
)
def test_an_address_that_browsers_read_otherwise_is_no_link(address):
    assert body.clean(f'<p><a href="{address}">Here</a></p>') == "<p>Here</p>"


@pytest.mark.parametrize("name", ["headline", "body", "kicker", "tags"])
def test_a_nul_is_refused_by_a_word_or_dropped(desk, name):
    data = opened(desk) | {"headline": "A story", "section": ""}
    page = desk.post(url(), data | {name: "Fer\x00ry"}, follow=True)
    assert page.status_code == 200
    stored = Article.objects.first()
    assert stored is None or "\x00" not in json.dumps(stored.story().to_json())


@pytest.mark.parametrize(
    "address",
    [
        "javascript:pwned()", "JAVASCRIPT:pwned()", "java\tscript:pwned()",
        "\x01javascript:pwned()", "data:text/html,<script>pwned()</script>",
        "vbscript:pwned()",
        "/\\evil.example", "https://x\" onclick=\"pwned()", "http://a b", "ftp://evil.example",
    ],
)  # fmt: skip
def test_a_hostile_address_is_no_related_link(client, desk, address):
    data = opened(desk) | {"headline": "A story", "section": Section.objects.named("City").pk}
    add_row(data, "related_links", title="More", url=address, position="1")
    page = desk.post(url(), data, follow=True)
    assert_harmless(page.content.decode(), "the desk's page")
    article = Article.objects.first()
    if article:
        publish(article, by=None, despite="a test")
        shown = client.get(article.editions.get().get_absolute_url()).content.decode()
        assert_harmless(shown, address)
        assert "evil.example" not in shown


# What is not part of a story.


def form_of(client, address, form_id):
    return fields_of(client.get(address), form_id)


@pytest.mark.once
@pytest.mark.parametrize("payloads", GROUPS, ids=lambda group: f"from-{PAYLOADS.index(group[0])}")
def test_names_descriptions_and_notices_are_harmless(client, desk, payloads):
    article = make_article(by=make_user("Reporter", username="writer"))
    editor = make_user(username="editor", is_superuser=True)
    Policy.objects.all().delete()
    for number, payload in enumerate(payloads):
        one_line = " ".join(payload.split())
        desk.post("/admin/articles/section/add/", {
            "name": fits(f"{number}{payload}", 100), "slug": f"s{number}", "position": "1",
            "description": fits(payload, 300),
        })  # fmt: skip
        person = {"name": fits(payload, 300), "slug": f"c{number}", "kind": "person",
                  "job_title": fits(payload, 120), "about": payload}  # fmt: skip
        desk.post("/admin/articles/contributor/add/", person)
        desk.post("/admin/taggit/tag/add/", {"name": fits(payload, 100), "slug": f"t{number}"})
        desk.post("/admin/auth/user/add/", {
            "first_name": fits(payload, 150), "last_name": fits(payload, 150), "role": "Reporter",
            "email": f"p{number}@example.com",
        })  # fmt: skip
        PreviewLink.objects.create(
            article=article, label=one_line[:200], expires_at="2999-01-01T00:00Z"
        )
        make_section_page_and_check(client, number)
    assert ErrorReport.objects.count() == 0
    kinds = [kind for kind, _label in Policy._meta.get_field("kind").choices]
    for kind, payload in zip(kinds, payloads, strict=False):
        desk.post("/admin/articles/policy/add/", {
            "kind": kind, "title": fits(payload, 100), "text": f"{payload}\n\n## {payload}",
        })  # fmt: skip
    reported = make_edition(headline="Reported", section="Desk")
    for payload in payloads:
        ErrorReport.objects.create(article=reported.article, text=payload, email="a@b.example")
        set_status(article, Status.IN_REVIEW, by=editor, reason=payload)
        set_status(article, Status.DRAFT, by=editor, reason=payload)
    withdrawn = [make_edition(headline=f"Gone {number}") for number, _p in enumerate(payloads)]
    for edition, payload in zip(withdrawn, payloads, strict=True):
        withdraw(edition.article, by=None, notice=payload, reason=payload)
        page = client.get(edition.get_absolute_url())
        assert page.status_code == 410
        assert_harmless(page.content.decode(), "withdrawn")
    names = ("articles/section", "articles/contributor", "taggit/tag", "auth/user",
             "articles/policy", "articles/errorreport", "articles/edition")  # fmt: skip
    for name in names:
        page = desk.get(f"/admin/{name}/")
        assert page.context["cl"].result_count or name == "articles/policy", name
        assert_harmless(page.content.decode(), name)
        for row in page.context["cl"].result_list[:3]:
            inside = desk.get(f"/admin/{name}/{row.pk}/change/").content.decode()
            assert_harmless(inside, f"{name} {row}")
    client.force_login(article.created_by)
    assert_harmless(client.get("/admin/notifications/").content.decode(), "notices")
    for path in ("/", "/about/", "/corrections/", *(f"/about/{p.slug}/" for p in policies())):
        assert_answer_harmless(client.get(path), path)
    assert all("\n" not in letter.subject for letter in mail.outbox)


def policies():
    return [policy for policy in Policy.objects.all() if hasattr(policy, "slug")]


def make_section_page_and_check(client, number):
    for path in (f"/s{number}/", f"/by/c{number}/"):
        page = client.get(path)
        if page.status_code == 200:
            assert_harmless(page.content.decode(), path)


@pytest.mark.parametrize("payload", PAYLOADS[::6])
def test_what_a_visitor_sends_is_harmless(client, payload):
    edition = make_edition()
    page = client.post(edition.get_report_url(), {"text": payload, "email": payload})
    assert page.status_code in (200, 303, 400, 422)
    assert_harmless(page.content.decode() or "<p></p>", "report")
    for address in ("/search/", "/archive/", "/admin/login/"):
        page = client.get(address, {"q": payload, "next": payload, "before": payload})
        assert_harmless(page.content.decode() or "<p></p>", address)
    page = client.post("/admin/login/", {"username": payload, "password": payload})
    assert_harmless(page.content.decode(), "login")
    page = client.post("/admin/forgotten/", {"email": payload})
    assert_harmless(page.content.decode(), "forgotten")


MARKUP = """<p> </p> <ul> <li> </ul> <blockquote> </blockquote> <footer> <table> <tr> <td> </table>
<h2> </h2> <br> <a/href='/x'> </a> <b> </b> <em> </em> <figure/data-caption='k1'> </figure>
&lt;p&gt; &amp;lt; &nbsp; <svg> </svg> <math> <style> </style> ]]> <!-- --> &#0; &#x202e;"""
PIECES = st.sampled_from(PAYLOADS) | st.sampled_from(MARKUP.split()) | st.text(max_size=6)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=200, deadline=None)
def test_hostile_text_is_cleaned_once_and_for_all(html):
    once = body.clean(html)
    assert body.clean(once) == once
    assert body.from_html(once) == body.from_html(html)
    if once:
        assert_harmless(once, html)
