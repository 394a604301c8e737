"""The log of corrections: which notes stand in it, in which order, and for how long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, EditionCorrection, Section
from articles.public import corrections
from articles.publishing import Waiting, cancel_pending, hold, publish, withdraw
from articles.story import Correction, CorrectionKind
from articles.vocabulary import EditionKind
from tests.factories import make_article, make_edition

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
WRONG = "It is 120 metres long, not 210."


@pytest.fixture(autouse=True)
def _database(db):
    pass


def log(client, **query):
    response = client.get("/corrections/", query)
    assert response.status_code == 200
    return response


def texts(client, **query):
    return [note.text for note in log(client, **query).context["page"].notes]


def note(text=WRONG, kind=CorrectionKind.CORRECTION, at=None):
    return Correction(text, kind, at)


def republish(article, *notes, kind=EditionKind.CORRECTION, at=None, waiting=None, **fields):
    """Publish the story with these notes, as an editor would, and return the edition."""
    article = Article.objects.get(pk=article.pk)
    with transaction.atomic():
        Article.load(replace(article.story(), corrections=notes, **fields), into=article)
    why = {"reason": "a test", "despite": "a test"}
    return publish(article, by=None, kind=kind, at=at, waiting=waiting, **why)


def test_a_correction_stands_in_the_log_with_its_kind_and_its_story(client):
    edition = make_edition(headline="Bridge opens", corrections=(note(at=NOON),))
    page = log(client).content.decode()
    assert WRONG in page
    assert "<strong>Correction</strong>" in page
    assert f'<a href="{edition.get_absolute_url()}">Bridge opens</a>' in page
    assert '<time datetime="2026-03-10">' in page


@pytest.mark.parametrize("kind", CorrectionKind)
def test_the_log_lists_what_was_wrong_and_not_what_is_new(client, kind):
    make_edition(corrections=(note(kind=kind, at=NOON),))
    assert bool(texts(client)) is (kind != CorrectionKind.UPDATE)


def test_the_newest_day_comes_first(client):
    for number in (2, 5, 3):
        moment = NOON + timedelta(days=number)
        make_edition(corrections=(note(f"Number {number}.", at=moment),))
    make_edition(corrections=(note("Number 5, later.", at=NOON + timedelta(days=5, hours=3)),))
    days = log(client).context["page"].days
    assert [(day.day, [one.text for one in notes]) for day, notes in days] == [
        (15, ["Number 5, later.", "Number 5."]),
        (13, ["Number 3."]),
        (12, ["Number 2."]),
    ]


def test_days_are_those_of_the_newsrooms_clock(client, settings):
    settings.TIME_ZONE = "America/Toronto"
    make_edition(corrections=(note(at=datetime(2026, 3, 10, 2, tzinfo=UTC)),))
    ((day, _notes),) = log(client).context["page"].days
    assert day.isoformat() == "2026-03-09"


def test_a_note_that_five_editions_carry_stands_there_once_with_the_headline_of_now(client):
    article = make_edition(corrections=(note(at=NOON),)).article
    for number in range(5):
        republish(article, note(at=NOON), headline=f"Bridge opens, {number}")
    assert texts(client) == [WRONG]
    assert "Bridge opens, 4" in log(client).content.decode()


def test_a_note_that_the_live_edition_has_no_more_is_gone(client):
    article = make_edition(corrections=(note(at=NOON),)).article
    republish(article)
    assert texts(client) == []


def test_a_note_waits_for_its_edition(client):
    article = make_edition().article
    republish(article, note(at=NOON), at=timezone.now() + timedelta(hours=1))
    assert texts(client) == []
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert texts(client) == [WRONG]


def test_what_is_held_is_not_told(client):
    hold(make_edition(corrections=(note(at=NOON),)).article, by=None, reason="Court")
    assert texts(client) == []


def test_what_is_sealed_is_not_told(client):
    edition = make_edition(corrections=(note(at=NOON),))
    edition.content, edition.sealed_at = None, timezone.now()
    edition.save()
    assert texts(client) == []


def test_a_withdrawal_is_told_with_its_notice_and_without_the_story(client):
    article = make_edition(headline="Mayor resigns", corrections=(note(at=NOON),)).article
    withdraw(article, by=None, notice="The mayor did not resign.", reason="false")
    assert texts(client) == ["The mayor did not resign."]
    page = log(client).content.decode()
    assert "<strong>Withdrawal</strong>" in page
    assert "Mayor resigns" not in page
    assert "mayor-resigns" not in page


def test_a_story_that_came_back_is_withdrawn_no_more(client):
    article = make_edition().article
    withdraw(article, by=None, notice="It was wrong.", reason="false")
    republish(article, note(at=NOON))
    assert texts(client) == [WRONG]


def test_a_note_without_a_date_is_told_at_the_hour_of_its_edition(client):
    article = make_edition().article
    with time_machine.travel(NOON + timedelta(days=365)):
        republish(article, note())
    with time_machine.travel(NOON + timedelta(days=370)):
        republish(article, note(), kind=EditionKind.MINOR)
        ((day, (one,)),) = log(client).context["page"].days
    assert day.isoformat() == "2027-03-10"
    assert one.told_at.date() == day


def test_a_note_of_a_cancelled_edition_is_told_when_it_is_published_after_all(client):
    article = make_edition().article
    republish(article, note(), at=timezone.now() + timedelta(days=9))
    cancel_pending(Article.objects.get(pk=article.pk), by=None)
    edition = republish(article, note())
    assert EditionCorrection.objects.get(edition=edition).told_at == edition.goes_live_at


def test_an_imported_note_without_a_date_stays_undated(client):
    article = make_article(corrections=(note(),), published_at=NOON)
    article.sources.create(name="a", spans=[], story={}, content=b"")
    publish(article, by=None, despite="a test")
    republish(article, note(), kind=EditionKind.UPDATE)
    ((day, (one,)),) = log(client).context["page"].days
    assert (day.isoformat(), one.told_at) == ("2026-03-10", None)
    assert "undated" in log(client).content.decode()


def test_an_edition_that_is_frozen_again_for_its_hour_brings_the_note_along(client):
    article = make_edition().article
    hour = timezone.now() + timedelta(hours=1)
    republish(article, kind=EditionKind.UPDATE, at=hour)
    republish(article, note(at=NOON), waiting=Waiting.REFREEZE)
    assert texts(client) == [WRONG]
    with time_machine.travel(hour + timedelta(minutes=1)):
        assert texts(client) == [WRONG]


def test_the_log_can_be_read_by_section_with_the_sections_inside_it(client):
    city = Section.objects.create(name="City", slug="city")
    Section.objects.create(name="Schools", slug="schools", parent=city)
    for name in ("City", "Schools", "World"):
        make_edition(section=name, corrections=(note(f"In {name}.", at=NOON),))
    assert set(texts(client, section="city")) == {"In City.", "In Schools."}
    assert texts(client, section="world") == ["In World."]
    assert client.get("/corrections/", {"section": "nowhere"}).status_code == 404


def test_pages_of_the_log_leave_out_no_note_and_repeat_none(client, monkeypatch):
    monkeypatch.setattr(corrections, "PAGE_SIZE", 3)
    for number in range(4):
        # All at one moment: only the order in which they were kept tells them apart.
        both = tuple(note(f"{number}, {which}.", at=NOON) for which in "ab")
        make_edition(section="World", corrections=both)
    seen, query = [], {"section": "world"}
    while True:
        page = log(client, **query).context["page"]
        seen += [one.text for one in page.notes]
        if not page.older:
            break
        query["before"] = page.older
    assert len(seen) == len(set(seen)) == 8


@pytest.mark.parametrize("before", ["", "x", "2026-03-10T12:00:00_5", "2026-03-10T12:00:00Z_"])
def test_a_key_that_is_none_is_not_found(client, before):
    assert client.get("/corrections/", {"before": before}).status_code == 404


def test_the_log_costs_the_same_with_3_and_with_60_notes(client, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(6) as seen:
            log(client)
        return len(seen)

    def more(count):
        for number in range(count):
            make_edition(
                section=("City", "World")[number % 2],
                corrections=(note(at=NOON + timedelta(hours=number)),),
            )

    more(3)
    few = cost()
    more(57)
    assert cost() == few


def test_the_log_is_read_in_the_order_of_an_index():
    shown = EditionCorrection.objects.shown().newest_first()[:40]
    plan = shown.explain()
    if connection.vendor == "sqlite":  # PostgreSQL sorts so small a table itself
        assert "edition_correction_order" in plan
        assert "TEMP B-TREE" not in plan


def test_a_hostile_note_is_text(client):
    make_edition(corrections=(note("<script>alert(1)</script>", at=NOON),))
    assert "<script>alert" not in log(client).content.decode()


def test_an_empty_log_says_so(client):
    assert "No corrections here so far." in log(client).content.decode()
