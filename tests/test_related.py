"""Related stories, chosen by hand: one of ours, an address, or a printed headline alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, RelatedLink
from articles.publishing import hold, publish, withdraw
from articles.story import Related, Story
from tests.desk import add_row, desk, opened, save, send
from tests.factories import make_article, make_edition, make_story
from tests.test_public_article import HOSTILE, Checker, in_order, page_of, words_of

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

SLUICE = "Harbour board votes to rebuild the east sluice"


def links_of(html):
    """Return the part of a page that holds the related stories."""
    return html.partition('<section class="related"')[2].partition("</section>")[0]


# In the rows.


def test_a_story_of_ours_keeps_its_row_and_may_have_words_of_its_own():
    sluice = make_article(headline=SLUICE)
    given = (Related("", "MORE", ref=sluice.pk), Related("The vote", ref=sluice.pk))
    story = make_article(related=given).story()
    assert story.related == given
    assert [link.ref for link in story.related] == [sluice.pk, sluice.pk]


def test_an_address_beside_a_story_of_ours_is_left_out():
    sluice = make_article(headline=SLUICE)
    story = make_article(related=(Related("A", url="https://a.example/", ref=sluice.pk),)).story()
    assert story.related == (Related("A"),)


def test_a_story_that_is_gone_leaves_its_words_or_nothing():
    story = make_article(related=(Related("The vote", ref=987654), Related("", ref=987654))).story()
    assert story.related == (Related("The vote"),)
    assert story.related[0].ref is None


def test_loading_again_replaces_the_links():
    article = make_article(related=(Related("One"), Related("Two")))
    with transaction.atomic():
        Article.load(make_story(related=(Related("Three"),)), into=article)
    assert article.story().related == (Related("Three"),)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://files.example/", "data:text/html,x", "//x.example"]
)
def test_an_address_that_no_reader_can_follow_is_refused(address):
    with pytest.raises(ValidationError):
        make_article(related=(Related("A", url=address),))


@pytest.mark.parametrize("fields", [{}, {"url": "https://a.example/"}, {"label": "MORE"}])
def test_a_link_without_words_and_story_cannot_be_kept(fields):
    article = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        RelatedLink.objects.create(article=article, **fields)


# On the page.


def test_links_stand_below_the_text_with_their_labels(client):
    html = page_of(
        client,
        related=(
            Related("Fog stays until Friday", "ANALYSIS"),
            Related("The timetable", "MORE", "https://ferries.example/times?a=1&b=2"),
        ),
    )
    words = "Related ANALYSIS Fog stays until Friday MORE The timetable"
    assert in_order(words_of(html), "The ferry ran aground on Monday.", words)
    assert (
        '<a href="https://ferries.example/times?a=1&amp;b=2" rel="noopener">The timetable</a>'
        in links_of(html)
    )
    assert links_of(html).count("<a ") == 1


def test_a_story_without_links_has_no_list_of_them(client):
    assert "Related" not in words_of(page_of(client))


def test_a_story_of_ours_is_linked_as_readers_have_it(client):
    sluice = make_edition(headline=SLUICE, language="fr")
    Article.objects.update(headline="Not yet said", slug="not-yet-said")
    html = links_of(page_of(client, related=(Related("", "MORE", ref=sluice.article_id),)))
    assert f'href="{sluice.get_absolute_url()}" lang="fr" dir="ltr">{SLUICE}</a>' in html
    assert "Not yet said" not in html
    assert "noopener" not in html


def test_an_edition_follows_the_address_of_its_links(client):
    sluice = make_edition(headline=SLUICE)
    edition = make_edition(related=(Related("The vote", ref=sluice.article_id),))
    Article.objects.filter(pk=sluice.article_id).update(slug="the-east-sluice")
    moved = publish(sluice.article, by=None, despite="a test")
    html = links_of(client.get(edition.get_absolute_url()).content.decode())
    assert "the-east-sluice" in moved.get_absolute_url()
    assert f'<a href="{moved.get_absolute_url()}">The vote</a>' in html


@pytest.mark.parametrize("state", ["draft", "scheduled", "held", "withdrawn"])
@pytest.mark.parametrize("title", ["", "The vote"])
def test_a_story_that_readers_may_not_see_is_not_named(client, state, title):
    if state == "draft":
        sluice = make_article(headline=SLUICE)
    else:
        at = timezone.now() + timedelta(hours=1) if state == "scheduled" else None
        sluice = make_edition(headline=SLUICE, at=at).article
    if state == "held":
        hold(sluice, by=None, reason="a court")
    if state == "withdrawn":
        withdraw(sluice, by=None, notice="It was wrong.", reason="false")
    words = words_of(page_of(client, related=(Related(title, "MORE", ref=sluice.pk),)))
    assert "Related" not in words
    assert "sluice" not in words
    assert "vote" not in words


def test_many_links_cost_no_more_queries_than_one(client, django_assert_num_queries):
    ours = [make_edition(headline=f"Story {n}").article_id for n in range(5)]
    one = make_edition(credits=(), related=(Related("", ref=ours[0]),))
    five = make_edition(credits=(), related=tuple(Related("", ref=pk) for pk in ours))
    with django_assert_num_queries(8):
        client.get(one.get_absolute_url())
    with django_assert_num_queries(8):
        assert "Story 4" in client.get(five.get_absolute_url()).content.decode()


def test_hostile_links_come_out_as_words(client):
    html = page_of(client, related=(Related(HOSTILE, HOSTILE[:60], "https://a.example/?%22"),))
    assert Checker(html).wrong == []
    assert links_of(html).count("&lt;script&gt;") == 2


def test_a_hostile_address_in_an_old_edition_is_no_link(client):
    edition = make_edition(related=(Related("A"),))
    content = edition.content | {"related": [{"title": "A", "url": "javascript:alert(1)"}]}
    assert Story.from_json(content)
    type(edition).objects.update(content=content)
    assert "href" not in links_of(client.get(edition.get_absolute_url()).content.decode())


# At the desk.


def test_links_are_written_at_the_desk_in_their_order(desk):
    sluice = make_article(headline=SLUICE)
    data = opened(desk) | {"headline": "A"}
    add_row(data, "related_links", title="Fog stays", url="fog.example", position="1")
    add_row(data, "related_links", target=sluice.pk, label="MORE", position="0")
    add_row(data, "related_links", title="Words alone", position="2")
    add_row(data, "related_links", position="3")
    article = save(desk, None, data)
    assert article.story().related == (
        Related("", "MORE"),
        Related("Fog stays", url="https://fog.example"),
        Related("Words alone"),
    )
    assert save(desk, article, opened(desk, article)).story() == article.story()


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"url": "https://a.example/"}, "write the words of the link"),
        ({"label": "MORE"}, "write the words of the link"),
        ({"title": "A", "url": "javascript:alert(1)"}, "This is no address of the web"),
        ({"target": "itself"}, "not related to itself"),
        ({"target": "itself", "url": "https://a.example/"}, "not related to itself"),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(desk, fields, answer):
    article = make_article()
    if "target" in fields:
        fields = fields | {"target": article.pk}
    data = opened(desk, article)
    add_row(data, "related_links", **fields)
    assert answer in send(desk, article, data).content.decode()
