"""What changed: the public versions of a story, and nothing that readers never saw."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Contributor, Edition
from articles.public import history
from articles.publishing import cancel_pending, hold, publish, release, withdraw
from articles.story import Correction, Credit, List, Paragraph, Party, Photo, Related
from articles.vocabulary import EditionKind
from tests.factories import make_article, make_edition

TEXT = (
    Paragraph("The ferry ran aground on Monday."),
    Paragraph("Nobody was hurt."),
    Paragraph("A tug came at noon."),
)


@pytest.fixture(autouse=True)
def _database(db):
    pass


def republish(article, kind=EditionKind.UPDATE, at=None, **fields):
    """Publish the story with other words, as an editor would, and return the edition."""
    article = Article.objects.get(pk=article.pk)
    with transaction.atomic():
        Article.load(replace(article.story(), **fields), into=article)
    return publish(article, by=None, kind=kind, at=at, reason="a test", despite="a test")


def opened(client, edition, **query):
    response = client.get(edition.get_history_url(), query)
    assert response.status_code == 200
    return response


def text(response):
    """Return the page without its marks for those who listen."""
    return " ".join(unescape(response.content.decode()).split())


def words(response):
    """Return the page without its addresses, which keep the words of the first headline."""
    return re.sub(r'href="[^"]*"', "", text(response))


def changes(client, edition):
    """Return {version number: {part: what it says, as -gone- and +new+}}."""
    signs = {"same": "{}", "gone": "-{}-", "new": "+{}+"}
    return {
        one.number: {
            str(part.label): "|".join(
                f"({passage.unchanged})" if passage.unchanged else
                "".join(signs[run.mark].format(run.text) for run in passage.runs)
                for passage in part.passages
            )
            for part in one.parts
        }
        for one in opened(client, edition).context["shown"]
    }  # fmt: skip


def states(client, edition, **query):
    return [(one.number, one.state) for one in opened(client, edition, **query).context["shown"]]


def test_a_story_that_never_changed_says_so(client):
    edition = make_edition(headline="Ferry aground")
    page = text(opened(client, edition))
    assert "nothing has changed since it appeared here" in page
    assert f'<a href="{edition.get_absolute_url()}">Ferry aground</a>' in page
    assert edition.content_hash[:12] in page
    assert edition.chain_hash[:12] in page
    assert '<meta name="robots" content="noindex">' in page


def test_each_version_shows_its_words_beside_those_of_the_one_before(client):
    article = make_edition(headline="Ferry aground", deck="All safe", blocks=TEXT).article
    republish(
        article,
        headline="Ferry runs aground",
        blocks=(*TEXT[:2], Paragraph("Two tugs came at noon.")),
    )
    edition = republish(article, deck="", dateline="SALTMERE")
    assert changes(client, edition) == {
        3: {"Deck": "-All safe-", "Dateline": "+SALTMERE+"},
        2: {
            "Headline": "Ferry +runs+ aground",
            "Text": "(2)|-A tug- +Two tugs+ came at noon.",
        },
        1: {},
    }


def test_marks_are_elements_and_are_spoken(client):
    article = make_edition(headline="Ferry aground").article
    page = text(opened(client, republish(article, headline="Tug aground")))
    assert '<del><span class="spoken" lang="en">[removed: </span>Ferry<span' in page
    assert '<ins><span class="spoken" lang="en">[added: </span>Tug<span' in page


def test_the_words_below_photos_and_lists_and_credits_are_compared_too(client):
    photo = Photo("The Solveig.", "A ferry.", "Ines Calloway")
    article = make_edition(
        lead_photo=photo,
        blocks=(TEXT[0], List(("One buoy", "Two lights"))),
        credits=(Credit(Party("Mara Ellison")),),
    ).article
    edition = republish(
        article,
        lead_photo=replace(photo, caption="The Solveig at dawn."),
        blocks=(TEXT[0], List(("One buoy", "Three lights"))),
        credits=(Credit(Party("Mara Ellison")), Credit(Party("Joss Hartigan"))),
    )
    found = changes(client, edition)[2]
    assert found["Lead photo"].replace("\n", " / ").startswith("Photo / Caption: The -Solveig.- +")
    assert found["Text"].replace("\n", " / ") == "(1)|• One buoy / • -Two- +Three+ lights"
    assert found["Credits"] == "(1)|+Joss Hartigan (Author)+"


def test_minor_changes_are_folded_and_others_stand_open(client):
    article = make_edition(headline="Ferry aground").article
    minor = republish(article, kind=EditionKind.MINOR, headline="Tug aground")
    assert text(opened(client, minor)).count("<details>") == 1
    update = republish(article, headline="Tugs aground")
    assert text(opened(client, update)).count("<details>") == 1


def test_a_version_tells_the_correction_that_came_with_it_once(client):
    article = make_edition(headline="Ferry aground").article
    note = Correction("It was Monday.", at=datetime(2026, 3, 1, tzinfo=UTC))
    republish(article, kind=EditionKind.CORRECTION, corrections=(note,))
    edition = republish(article, headline="Tug aground", corrections=(note,))
    found = opened(client, edition).context["shown"]
    assert [[one.text for one in version.notes] for version in found] == [[], [note.text], []]
    assert text(opened(client, edition)).count("It was Monday.") == 1


def test_a_note_that_went_is_shown_as_gone(client):
    article = make_edition(corrections=(Correction("It was Monday."),)).article
    assert changes(client, republish(article, corrections=()))[2] == {
        "Public notes": "-It was Monday.-"
    }


def test_a_change_of_nothing_but_links_is_told(client):
    article = make_edition(blocks=(Paragraph("All safe."),)).article
    edition = republish(
        article, blocks=(Paragraph('All <a href="https://example.org/">safe</a>.'),)
    )
    assert "No words changed; links" in text(opened(client, edition))


def test_another_picture_is_told(client):
    article = make_edition(lead_photo=Photo("The Solveig.", "A ferry.")).article
    edition = republish(article, lead_photo=Photo("The Solveig.", "A ferry.", ref=None))
    other = Photo("The Solveig.", "A ferry.", ref=_new_photo_ref(edition))
    edition = republish(article, lead_photo=other)
    assert "1 picture was added or replaced." in text(opened(client, edition))


def _new_photo_ref(edition):
    return make_edition(lead_photo=Photo("Other.", "Other.")).story().lead_photo.ref


@pytest.mark.parametrize("fate", ["pending", "cancelled", "draft"])
def test_words_that_readers_never_saw_are_not_shown(client, fate):
    edition = make_edition(headline="Ferry aground")
    article = edition.article
    if fate == "draft":
        with transaction.atomic():
            Article.load(replace(article.story(), headline="Secret plan"), into=article)
    else:
        republish(article, headline="Secret plan", at=timezone.now() + timedelta(hours=1))
    if fate == "cancelled":
        cancel_pending(article, by=None)
        edition = republish(article, headline="Tug aground")
    page = opened(client, edition)
    assert "Secret" not in text(page)
    # Numbers count what readers saw.
    assert [one.number for one in page.context["shown"]] == ([2, 1] if fate == "cancelled" else [1])


def test_a_story_that_no_reader_may_see_has_no_history(client):
    waits = make_article()
    scheduled = publish(waits, by=None, at=timezone.now() + timedelta(hours=1), despite="a test")
    assert client.get(scheduled.get_history_url()).status_code == 404
    held = make_edition()
    hold(held.article, by=None, reason="Court")
    assert client.get(held.get_history_url()).status_code == 404
    release(held.article, by=None, reason="Over")
    assert client.get(held.get_history_url()).status_code == 200
    assert client.get("/city/nothing-987654/history/").status_code == 404


def test_the_history_of_a_withdrawn_story_is_gone_with_it(client):
    edition = make_edition(headline="Mayor resigns")
    withdraw(edition.article, by=None, notice="It was wrong.", reason="false")
    response = client.get(edition.get_history_url())
    assert response.status_code == 410
    assert "It was wrong." in text(response)
    assert "Mayor resigns" not in text(response)


def test_what_was_withdrawn_stays_so_when_the_story_comes_back(client, monkeypatch):
    article = make_edition(headline="Mayor resigns").article
    republish(article, headline="Mayor has resigned")
    withdraw(article, by=None, notice="It was wrong.", reason="false")
    edition = republish(article, headline="Mayor stays")
    page = opened(client, edition)
    assert "esign" not in words(page)
    assert "It was wrong." in text(page)
    assert states(client, edition) == [
        (4, "alone"), (3, "withdrawal"), (2, "taken back"), (1, "taken back"),
    ]  # fmt: skip
    monkeypatch.setattr(history, "PAGE_SIZE", 2)
    older = opened(client, edition).context["older"]
    assert "esign" not in words(opened(client, edition, before=older))


def test_a_sealed_version_says_so_and_shows_no_text(client):
    first = make_edition(headline="Secret plan")
    edition = republish(first.article, headline="Ferry aground")
    republish(first.article, headline="Ferry still aground")
    Edition.objects.filter(pk=first.pk).update(content=None, sealed_at=timezone.now())
    page = opened(client, edition)
    assert "Secret" not in text(page)
    assert "has been sealed" in text(page)
    assert states(client, edition) == [(3, "compared"), (2, "alone"), (1, "sealed")]


def test_the_headline_of_a_related_story_is_not_given_away(client):
    article = make_edition().article
    edition = republish(article, related=(Related("Secret plan", url="https://example.org/"),))
    assert "Secret" not in text(opened(client, edition))


def test_people_are_called_what_they_are_called_now(client):
    article = make_edition(credits=(Credit(Party("Old Name")),)).article
    Contributor.objects.filter(name="Old Name").update(name="New Name")
    edition = republish(article, headline="Ferry aground", credits=())
    assert changes(client, edition)[2]["Credits"] == "-New Name (Author)-"


def test_other_words_in_the_address_lead_to_the_right_ones(client):
    edition = make_edition()
    response = client.get(f"/world/other-{edition.article_id}/history/")
    assert (response.status_code, response["Location"]) == (301, edition.get_history_url())


def test_hours_are_told_with_their_zone(client, settings):
    settings.TIME_ZONE = "America/Toronto"
    with time_machine.travel(datetime(2026, 11, 2, 15, tzinfo=UTC)):
        edition = make_edition()
        assert "10 a.m. EST" in text(opened(client, edition))


def test_pages_of_versions_leave_out_none_and_each_is_compared(client, monkeypatch):
    monkeypatch.setattr(history, "PAGE_SIZE", 3)
    article = make_edition(headline="Number 1").article
    for number in range(2, 9):
        edition = republish(article, headline=f"Number {number}")
    seen, query = [], {}
    while True:
        page = opened(client, edition, **query)
        seen += [(one.number, one.state) for one in page.context["shown"]]
        if not (older := page.context["older"]):
            break
        query = {"before": older}
    assert seen == [*((number, "compared") for number in range(8, 1, -1)), (1, "first")]


@pytest.mark.parametrize("before", ["", "x", "-1", "1", "0", "²", "9" * 30])
def test_a_page_that_is_none_is_not_found(client, before):
    edition = make_edition()
    assert client.get(edition.get_history_url(), {"before": before}).status_code == 404


def test_the_history_costs_the_same_with_2_and_with_15_versions(
    client, django_assert_max_num_queries
):
    def cost(edition):
        with django_assert_max_num_queries(8) as seen:
            opened(client, edition)
        return len(seen)

    article = make_edition(credits=(Credit(Party("Mara Ellison")),)).article
    few = cost(republish(article, headline="Number 2"))
    for number in range(3, 16):
        edition = republish(article, headline=f"Number {number}")
    assert cost(edition) == few


def test_more_words_than_a_page_compares_are_left_out_and_this_is_said(client, monkeypatch):
    monkeypatch.setattr(history, "MOST_WORDS", 50)
    article = make_edition(blocks=(Paragraph("one " * 60),)).article
    republish(article, blocks=(Paragraph("two " * 60),))
    edition = republish(article, headline="Short change")
    assert states(client, edition) == [(3, "compared"), (2, "long"), (1, "first")]
    assert "Too much changed" in text(opened(client, edition))


def test_the_article_knows_how_many_versions_readers_saw(client, django_assert_num_queries):
    article = make_edition().article
    republish(article, headline="Number 2")
    republish(article, headline="Waits", at=timezone.now() + timedelta(hours=1))
    with django_assert_num_queries(1):
        assert Edition.objects.live().with_public_count().get(article=article).public_count == 2


def test_hostile_words_are_text(client):
    article = make_edition(headline="Ferry <b>aground</b>").article
    edition = republish(article, headline="Ferry <script>alert(1)</script>")
    page = opened(client, edition).content.decode()
    assert "<script>alert" not in page
    assert "<b>aground" not in page
