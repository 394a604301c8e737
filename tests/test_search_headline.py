"""A headline of its own for search and social: out in the world, never on the page itself."""

import io
import json
from dataclasses import replace

import pytest
from django.core.management import call_command

from articles.exporting import reads_back, to_ninjs, to_seed
from articles.importing.formats import markdown, ninjs, seed
from articles.importing.formats import story as own
from articles.importing.merge import merge
from articles.story import Story
from tests.desk import desk, opened, save
from tests.factories import make_article, make_edition, make_story
from tests.test_public_history import opened as opened_history
from tests.test_public_history import republish, words

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

PRINTED = "Aground, afloat, at large"
SEARCHED = "Ferry Solveig runs aground off Saltmere, nobody hurt"
STORY = make_story(PRINTED, search_headline=SEARCHED, deck="All safe")


@pytest.fixture
def live(db):
    return make_edition(STORY)


def page_of(client, edition):
    return client.get(edition.get_absolute_url()).content.decode()


def test_search_engines_and_social_read_it_readers_do_not(client, live):
    page = page_of(client, live)
    head, _, body = page.partition("</head>")
    assert f"<title>{SEARCHED} — " in head
    assert f'<meta property="og:title" content="{SEARCHED}">' in head
    assert f"<h1>{PRINTED}</h1>" in body
    assert SEARCHED not in body
    for address in ("/", "/feed/", "/feed/json/"):
        answer = client.get(address).content.decode()
        assert PRINTED in answer
        assert SEARCHED not in answer


def test_linked_data_keep_the_headline_that_stands_on_the_page(client, live):
    script = page_of(client, live).partition('application/ld+json"')[2]
    nodes = json.loads(script[script.index(">") + 1 : script.index("</script>")])["@graph"]
    article = next(node for node in nodes if node["@type"] == "NewsArticle")
    assert article["headline"] == PRINTED
    assert article["alternativeHeadline"] == "All safe"


def test_news_sitemap_names_the_story_as_search_does(client, live):
    plain = make_edition(headline="Fog closes the sound")
    answer = client.get("/sitemap/news.xml").content.decode()
    assert f"<news:title>{SEARCHED}</news:title>" in answer
    assert f"<news:title>{plain.headline}</news:title>" in answer
    assert PRINTED not in answer


def test_readers_are_not_told_of_a_change_they_cannot_see(client, live):
    again = republish(live.article, headline=f"{PRINTED}!", search_headline="Now for search")
    told = words(opened_history(client, again))
    assert f"{PRINTED}!" in told.replace("<ins>", "").replace("</ins>", "")
    assert "for search" not in told
    assert SEARCHED not in told


def test_exports_keep_it_but_for_plain_text_which_says_so():
    article = make_article(STORY)
    item = to_ninjs(STORY)
    assert {"role": "search", "value": SEARCHED} in item["headlines"]
    for module, text in ((ninjs, json.dumps(item)), (own, json.dumps(STORY.to_json()))):
        (reading,) = module.read_all(text.encode())
        assert reading.story == STORY
    story = replace(STORY, deck="")
    text = to_seed(story)
    assert SEARCHED not in text
    assert seed.read(text.encode()).story == replace(story, search_headline="")
    assert not reads_back(text, story)
    warning = io.StringIO()
    call_command(
        "export_story", str(article.pk), "--format=seed", stdout=io.StringIO(), stderr=warning
    )
    assert "--format ninjs keeps everything" in warning.getvalue()


@pytest.mark.parametrize("key", ["search_headline", "seo_title", "meta_title"])
def test_markdown_names_it_above_the_text(key):
    text = f"---\ntitle: {PRINTED}\n{key}: {SEARCHED}\n---\n\nIt ran aground.\n"
    assert markdown.read(text.encode()).story.search_headline == SEARCHED


def test_ninjs_of_others_names_it_seo():
    item = {
        "uri": "urn:x:1",
        "type": "text",
        "headlines": [{"role": "main", "value": PRINTED}, {"role": "seo", "value": SEARCHED}],
        "bodies": [{"contentType": "text/html", "value": "<p>It ran aground.</p>"}],
    }
    (reading,) = ninjs.read_all(json.dumps(item).encode())
    assert (reading.story.headline, reading.story.search_headline) == (PRINTED, SEARCHED)


def test_a_second_import_treats_it_as_a_field():
    base = Story(headline=PRINTED, search_headline="As sent")
    mine, new = replace(base, search_headline="Ours"), replace(base, search_headline="Sent again")
    assert merge(base, base, new).story == new
    assert merge(base, mine, base).story == mine
    merged = merge(base, mine, new)
    assert merged.story == mine
    assert [part.name for part in merged.conflicts] == ["search_headline"]
    assert merge(base, mine, new, take=["search_headline"]).story == new


def test_the_desk_writes_it_and_a_version_keeps_it(desk):
    article = make_article()
    data = opened(desk, article)
    saved = save(desk, article, data, search_headline=SEARCHED)
    assert saved.search_headline == SEARCHED
    assert article.versions.first().story().search_headline == SEARCHED
