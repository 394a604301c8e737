"""What a page says of itself in its head: for search engines, previews and other languages."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from articles.public.paging import PAGE_SIZE
from articles.public.picture_files import tint_of
from articles.publishing import hold, withdraw
from articles.story import Credit, Party
from articles.story import Photo as PhotoBlock
from tests.factories import make_edition
from tests.test_public_article import FULL, HOSTILE
from tests.test_public_pictures import SHAPES, make_photo

SITE = "http://testserver"


@pytest.fixture(autouse=True)
def _database(db):
    pass


class Head(HTMLParser):
    """The meta elements by name or property, each a list, and the links as (rel, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.metas, self.links = {}, []
        self.feed(html.partition("</head>")[0])

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta" and (name := given.get("name") or given.get("property")):
            self.metas.setdefault(name, []).append(given["content"])
        if tag == "link":
            self.links.append((given["rel"], given))

    def of(self, rel):
        return [given["href"] for name, given in self.links if name == rel]

    @property
    def versions(self):
        return {
            given["hreflang"]: given["href"]
            for rel, given in self.links
            if rel == "alternate" and "hreflang" in given
        }


def head_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return Head(response.content.decode())


def translated(original, language, **fields):
    """Return the edition of a translation of the edition `original`."""
    edition = make_edition(language=language, headline=f"In {language}", **fields)
    Article.objects.filter(pk=edition.article_id).update(translation_of=original.article_id)
    return edition


def test_an_article_tells_previews_what_it_is(client, settings):
    settings.TIME_ZONE = "America/Toronto"
    photo = make_photo(SHAPES)
    lead = PhotoBlock("Words.", "A ferry with a torn bow.", ref=photo.pk)
    edition = make_edition(**FULL | {"lead_photo": lead})
    metas = head_of(client, edition.get_absolute_url()).metas
    wide = photo.renditions.get(crop="16x9", media_type="image/jpeg")
    assert metas["description"] == metas["og:description"] == [FULL["summary"]]
    assert metas["robots"] == ["max-image-preview:large, max-snippet:-1"]
    assert metas["og:title"] == [FULL["headline"]]
    assert metas["og:type"] == ["article"]
    assert metas["og:url"] == [SITE + edition.get_absolute_url()]
    assert metas["og:image"] == [SITE + wide.get_absolute_url()]
    assert metas["og:image:type"] == ["image/jpeg"]
    assert (metas["og:image:width"], metas["og:image:height"]) == (["1200"], ["675"])
    assert metas["og:image:alt"] == ["A ferry with a torn bow."]
    assert metas["twitter:card"] == ["summary_large_image"]
    assert metas["article:published_time"] == ["2026-03-01T03:30:00-05:00"]
    assert metas["article:modified_time"] == ["2026-03-01T12:05:00-05:00"]
    assert metas["article:section"] == ["Harbour"]
    assert metas["article:author"] == [f"{SITE}/by/mara-ellison/", f"{SITE}/by/jon-abara/"]
    assert metas["article:tag"] == ["ferries", "fog"]


def test_a_story_of_words_alone_promises_no_picture_date_or_author(client):
    edition = make_edition(credits=())
    type(edition).objects.update(published_at=None)
    head = head_of(client, edition.get_absolute_url())
    assert head.metas["twitter:card"] == ["summary"]
    assert head.metas["article:section"] == ["City"]
    assert not [name for name in head.metas if name.startswith("og:image")]
    told = {name for name in head.metas if name.startswith("article:")}
    assert told == {"article:section"}
    assert head.versions == {}


@pytest.mark.parametrize("address", ["/", "/harbour/", "/tag/ferries/", "/by/mara-ellison/"])
def test_lists_name_their_one_address_and_let_pictures_be_shown(client, address):
    make_edition(**FULL)
    head = head_of(client, f"{address}?utm=x")
    assert head.of("canonical") == [SITE + address]
    assert head.metas["robots"] == ["max-image-preview:large, max-snippet:-1"]
    assert head.metas["twitter:card"] == ["summary"]
    assert head.metas["og:type"] == ["profile" if "/by/" in address else "website"]


@pytest.mark.parametrize("address", ["/harbour/", "/tag/ferries/", "/by/mara-ellison/"])
def test_a_list_leads_on_to_its_next_page(client, address):
    fields = {
        "section": "Harbour", "tags": ("ferries",), "credits": (Credit(Party("Mara Ellison")),),
    }  # fmt: skip
    for number in range(PAGE_SIZE + 1):
        make_edition(
            headline=f"Story {number}",
            published_at=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=number),
            **fields,
        )
    (onwards,) = head_of(client, address).of("next")
    assert onwards.startswith(f"{SITE}{address}?before=")
    last = head_of(client, onwards.removeprefix(SITE))
    assert last.of("canonical") == [onwards]
    assert last.of("next") == []


def test_language_versions_name_each_other_and_themselves(client):
    original = make_edition(headline="In English")
    french, arabic = translated(original, "fr"), translated(original, "ar")
    expected = {
        "en": SITE + original.get_absolute_url(),
        "fr": SITE + french.get_absolute_url(),
        "ar": SITE + arabic.get_absolute_url(),
    }
    for edition in (original, french, arabic):
        assert head_of(client, edition.get_absolute_url()).versions == expected


def test_a_translation_of_a_translation_and_its_source_name_each_other(client):
    original = make_edition()
    french = translated(original, "fr")
    arabic = translated(french, "ar")
    versions = head_of(client, french.get_absolute_url()).versions
    assert set(versions) == {"en", "fr", "ar"}
    assert set(head_of(client, arabic.get_absolute_url()).versions) == {"ar", "fr"}


@pytest.mark.parametrize("end", ["held", "withdrawn", "pending", "same language"])
def test_only_versions_that_readers_may_see_in_another_language_are_named(client, end):
    original = make_edition()
    at = timezone.now() + timedelta(hours=1) if end == "pending" else None
    other = translated(original, "" if end == "same language" else "fr", at=at)
    if end == "held":
        hold(other.article, by=None, reason="order")
    if end == "withdrawn":
        withdraw(other.article, by=None, notice="It was wrong.", reason="false")
    assert head_of(client, original.get_absolute_url()).versions == {}


def test_of_two_versions_in_one_language_each_names_itself(client):
    original = make_edition()
    first, second = translated(original, "fr"), translated(original, "fr")
    assert (
        head_of(client, original.get_absolute_url())
        .versions["fr"]
        .endswith(first.get_absolute_url())
    )
    assert (
        head_of(client, second.get_absolute_url())
        .versions["fr"]
        .endswith(second.get_absolute_url())
    )


def test_language_versions_cost_the_same_however_many(client):
    original = make_edition()
    others = [make_edition(language=code) for code in ("fr", "ar", "de", "es")]
    before = _cost(client, original)
    pks = [edition.article_id for edition in others]
    Article.objects.filter(pk__in=pks).update(translation_of=original.article_id)
    assert len(head_of(client, original.get_absolute_url()).versions) == 5
    assert _cost(client, original) == before


def _cost(client, edition):
    """Return the number of queries an article page costs."""
    with CaptureQueriesContext(connection) as seen:
        client.get(edition.get_absolute_url())
    return len(seen)


def test_hostile_words_stay_inside_their_attributes(client):
    edition = make_edition(
        headline=HOSTILE, summary=HOSTILE, section="Harbour", tags=(HOSTILE[:40],),
        credits=(Credit(Party(HOSTILE)),),
        lead_photo=PhotoBlock("Words.", HOSTILE, ref=make_photo(SHAPES).pk),
    )  # fmt: skip
    metas = head_of(client, edition.get_absolute_url()).metas
    assert metas["og:title"] == metas["og:description"] == metas["og:image:alt"] == [HOSTILE]


@pytest.mark.parametrize(
    ("colour", "classes"),
    [
        ("#2c4a5e", "tint r3 g4 b6 is-dark"),
        ("#ffffff", "tint rf gf bf"),
        ("#000000", "tint r0 g0 b0 is-dark"),
        ("#fee9ca", "tint rf ge bc"),
        ("", ""),
    ],
)
def test_the_colour_of_a_picture_stands_behind_it(client, colour, classes):
    assert tint_of(colour) == classes
    photo = make_photo(colour=colour)
    edition = make_edition(lead_photo=PhotoBlock(ref=photo.pk))
    for address in (edition.get_absolute_url(), "/"):
        html = client.get(address).content.decode()
        assert (f'<img class="{classes}"' in html) is bool(classes)
