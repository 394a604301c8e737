"""A story that was taken away from readers: what its page says of it, and how it comes back."""

import pytest

from articles.models import Article, AuditAction, AuditEntry, Edition
from articles.publishing import withdraw
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
    assert "Ferry never sank" in page
    given = {"confirm": "1", "kind": "minor", "when": "other", "day": "2099-01-05"}
    given |= {"clock": "06:00", "reason": " "}
    page = desk.post(url(withdrawn, verb), given).content.decode()
    assert "Give a reason" in page
    assert Edition.objects.without_end().get().is_withdrawal
