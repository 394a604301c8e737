"""A story that was taken away from readers: what its page says of it, and how it comes back."""

import pytest

from articles.models import Article, AuditAction, AuditEntry, Edition
from articles.publishing import hold, withdraw
from tests.desk import desk, opened, said, send, url
from tests.factories import make_edition, make_user

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdrawn():
    """A story that Ann Varley withdrew, for a reason, with a notice."""
    article = make_edition(headline="Ferry sinks").article
    Article.objects.update(headline="Ferry never sank")
    ann = make_user("Publisher", username="ann", first_name="Ann", last_name="Varley")
    withdraw(article, by=ann, notice="It never sank.", reason="The owner sues")
    return article


def test_a_withdrawn_story_comes_back_only_with_a_reason_that_is_kept(desk, withdrawn):
    page = desk.get(url(withdrawn)).content.decode()
    assert "Publish again" in page
    assert "Publish changes" not in page
    asked = page[page.index('class="publish-panel"') :]
    for words in ("Ann Varley", "The owner sues", "Ferry never sank", "ferry-sinks"):
        assert words in asked
    response = send(desk, withdrawn, opened(desk, withdrawn), _publish="minor")
    assert "was withdrawn" in said(response)
    assert not Edition.objects.live().exists()
    assert "data-publish data-one-open open" in response.content.decode()
    send(desk, withdrawn, opened(desk, withdrawn), _publish="minor", again="The suit is off")
    assert Edition.objects.live().get().reason == "The suit is off"
    entry = AuditEntry.objects.get(action=AuditAction.PUBLISHED)
    assert (entry.before, entry.reason) == ("withdrawn", "The suit is off")


@pytest.mark.parametrize("verb", ["publish", "schedule"])
def test_the_page_of_a_verb_asks_why_a_withdrawn_story_comes_back(desk, withdrawn, verb):
    page = desk.get(url(withdrawn, verb)).content.decode()
    assert "Ann Varley withdrew it" in page
    assert ("Publish again</button>" in page) is (verb == "publish")
    assert "Ferry never sank" in page
    given = {"confirm": "1", "kind": "minor", "when": "other", "day": "2099-01-05"}
    given |= {"clock": "06:00", "reason": " "}
    page = desk.post(url(withdrawn, verb), given).content.decode()
    assert "Give a reason" in page
    assert Edition.objects.without_end().get().is_withdrawal


@pytest.fixture
def held():
    """A live story that Ann Varley put on legal hold."""
    article = make_edition(headline="Ferry sinks").article
    ann = make_user("Publisher", username="ann", first_name="Ann", last_name="Varley")
    hold(article, by=ann, reason="The court forbids it")
    return article


def box(page):
    """Return what the page of a story says above its text about being taken away."""
    return page.split('id="taken-away-1"', 1)[1].split("</section>")[0]


def test_the_page_of_a_withdrawn_story_says_who_withdrew_it_and_what_readers_find(desk, withdrawn):
    told = box(desk.get(url(withdrawn)).content.decode())
    for words in ("Ann Varley withdrew it on", "The owner sues", "It never sank."):
        assert words in told


def test_the_page_of_a_held_story_says_who_put_it_on_hold_and_why(desk, held):
    told = box(desk.get(url(held)).content.decode())
    for words in ("Ann Varley put it on legal hold on", "The court forbids it"):
        assert words in told


def test_the_page_of_a_live_story_says_nothing_of_the_kind(desk):
    assert 'id="taken-away' not in desk.get(url(make_edition().article)).content.decode()


def test_an_update_of_a_held_story_is_not_promised_to_readers_at_once(desk, held):
    for page in (desk.get(url(held)), desk.get(url(held, "publish"))):
        assert "Readers get it not before its legal hold is released." in page.content.decode()
