"""What search finds, on any database: the same stories, and never one that is not public."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Edition, SearchText, Section
from articles.publishing import cancel_pending, hold, publish, release, set_embargo, withdraw
from articles.searching import (
    COUNTED,
    LAST_PAGE,
    LONGEST_QUERY,
    MOST_TERMS,
    PAGE_SIZE,
    search,
)
from articles.story import (
    Correction,
    Credit,
    List,
    Paragraph,
    Party,
    Photo,
    Quote,
    Subhead,
    Table,
    Video,
)
from tests.factories import make_article, make_edition

HOUR = timedelta(hours=1)
SPRING = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _database(db):
    pass


def results(query, **wishes):
    return search(query, **({"at": timezone.now()} | wishes))


def found(query, **wishes):
    """Return the headlines of the stories with all words, in their order."""
    answer = results(query, **wishes)
    if answer.matching != "all":
        return []
    assert answer.total == len(answer.found)
    return [each.edition.headline for each in answer.found]


def change(article, **fields):
    with transaction.atomic():
        Article.load(replace(article.story(), **fields), into=article)
    return article


def say(text, headline="Notices", **fields):
    return make_edition(headline=headline, blocks=(Paragraph(text),), **fields)


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("en", "Crews were running.", "run"),
        ("en", "Two harbours froze.", "harbour"),
        ("en-GB", "Two harbours froze.", "HARBOUR"),
        ("", "Two harbours froze.", "harbour"),
        ("fr", "Les négociations durent.", "négociation"),
        ("fr-CA", "Les négociations durent.", "negociation"),
        ("es", "Las negociaciones siguen.", "negociacion"),
        ("pt-BR", "As negociações seguem.", "negociacao"),
        ("de", "Die Häfen frieren zu.", "hafen"),
        ("ar", "أعيد فتح الميناء", "ميناء"),
        ("ja", "東京湾で船が座礁した。", "東京湾"),
        ("th", "ราคาปลาแพง", "ปลา"),
        ("tlh", "Qapla’ batlh je", "batlh"),
    ],
)
def test_a_story_is_found_by_words_of_its_language(language, text, asked):
    say("Nothing of the kind.", headline="Another")
    say(text, language=language)
    assert found(asked) == ["Notices"]


def test_everything_that_readers_read_is_found():
    make_edition(
        headline="Seawall breached",
        deck="Cellars flooded",
        kicker="Storm",
        summary="Pumps arrive",
        tags=("Weather Desk",),
        dateline="OSTRAND",
        credits=(Credit(Party("Ines Calloway"), printed="By Ines Calloway, our correspondent"),),
        lead_photo=Photo(caption="Sandbags", credit_line="Joss Pellow"),
        blocks=(
            Paragraph("A <strong>lighthouse</strong> fell &amp; rolled."),
            Subhead("Evacuation"),
            List(("blankets", "lanterns")),
            Quote(("We rowed",), attribution="Hana Morrow"),
            Table((("Street", "Level"), ("Ropewalk", "9")), header=True),
            Photo(caption="Drenched", creator="Wilf Askew"),
            Video("Gale footage", teaser="Hold tight", description="Filmed from a kiosk"),
        ),
        corrections=(Correction("An earlier text named the wrong pier."),),
    )
    for words in (
        "seawall", "cellar", "storm", "pump", "weather", "ostrand", "calloway", "correspondent",
        "sandbag", "pellow", "lighthouse rolled", "evacuation", "blanket lantern", "rowed morrow",
        "ropewalk 9", "drenched askew", "gale", "tight", "kiosk", "pier",
    ):  # fmt: skip
        assert found(words) == ["Seawall breached"], words
    assert found("strong amp") == []


def test_all_words_are_required_wherever_they_stand():
    make_edition(headline="Ferry aground", tags=("Saltmere",), blocks=(Paragraph("A tug came."),))
    assert found("tug saltmere ferry") == ["Ferry aground"]
    assert found("tug saltmere zeppelin") == []


def test_words_in_quotation_marks_stand_side_by_side():
    say("The new harbour wall fell.", headline="Wall")
    say("The harbour has a new wall.", headline="Harbour")
    assert found('"new harbour wall"') == ["Wall"]
    assert found("“harbour walls”") == ["Wall"]
    assert found("«harbour wall") == ["Wall"]
    assert found("harbour-wall") == ["Wall"]
    assert sorted(found("new harbour wall")) == ["Harbour", "Wall"]


def test_a_row_of_words_does_not_run_on_into_the_next_paragraph():
    make_edition(
        headline="New ferry", blocks=(Paragraph("It was late."), Paragraph("Harbour pilots rest."))
    )
    assert found('"late harbour"') == []
    assert found('"ferry late"') == []
    assert found('"harbour pilots"') == ["New ferry"]


def test_a_minus_leaves_stories_out():
    say("The tug and the ferry.", headline="Both")
    say("The ferry alone.", headline="One")
    assert found("ferry -tug") == ["One"]
    assert found('ferry -"the tugs"') == ["One"]
    assert sorted(found("ferry - tug")) == ["Both"]
    answer = results("-tug")
    assert (answer.matching, answer.has_terms, answer.found_nothing) == ("newest", False, False)


def test_a_headline_comes_before_a_deck_and_a_deck_before_the_text_and_the_newest_first():
    days = iter(range(9))

    def make(headline, **fields):
        make_edition(headline=headline, published_at=SPRING + timedelta(days=next(days)), **fields)

    make("Harbour opens")
    make("Harbour closes")
    make("Named in the tags", tags=("harbour",))
    make("Named in the deck", deck="The harbour again")
    make("Named in passing", blocks=(Paragraph("The harbour."),))
    make("Named often", blocks=(Paragraph("Harbour, harbour, harbour, harbour."),))
    assert found("harbours") == [
        "Harbour closes", "Harbour opens", "Named in the deck", "Named in the tags",
        "Named often", "Named in passing",
    ]  # fmt: skip


def test_an_older_story_published_late_has_its_place_in_time():
    make_edition(headline="Harbour opens", published_at=SPRING)
    make_edition(headline="Harbour planned", published_at=SPRING - timedelta(days=900))
    make_edition(headline="Harbour dug", published_at=datetime(1872, 5, 1, tzinfo=UTC))
    assert found("harbour") == ["Harbour opens", "Harbour planned", "Harbour dug"]


def test_a_section_narrows_the_search_and_has_those_inside_it():
    sport = Section.objects.named("Sport")
    rowing = Section.objects.named("Rowing")
    rowing.parent = sport
    rowing.save()
    make_edition(headline="Harbour race", section="Sport")
    make_edition(headline="Harbour eights", section="Rowing")
    make_edition(headline="Harbour budget", section="City")
    assert sorted(found("harbour", section=sport)) == ["Harbour eights", "Harbour race"]
    assert found("harbour", section=rowing) == ["Harbour eights"]
    assert found(str(rowing.pk)) == found(f"§{rowing.pk}") == []


def test_days_narrow_the_search():
    for day in (1, 2, 3):
        make_edition(headline=f"Harbour {day}", published_at=SPRING.replace(day=day))
    second, third = SPRING.replace(day=2), SPRING.replace(day=3)
    assert found("harbour", since=second) == ["Harbour 3", "Harbour 2"]
    assert found("harbour", until=second) == ["Harbour 1"]
    assert found("harbour", since=second, until=third) == ["Harbour 2"]
    answer = results("harbour", since=third + HOUR)
    assert (answer.found_nothing, answer.elsewhere) == (True, 3)


def test_only_what_readers_may_see_is_found():
    live = say("The zeppelin landed.")
    assert found("zeppelin") == ["Notices"]
    hold(live.article, by=None, reason="A letter from a lawyer")
    assert found("zeppelin") == []
    release(live.article, by=None, reason="Settled")
    assert found("zeppelin") == ["Notices"]
    withdraw(live.article, by=None, notice="Gone.", reason="false")
    assert found("zeppelin") == []
    assert not SearchText.objects.exists()


def test_a_draft_and_a_change_nobody_published_are_not_found():
    make_article(headline="Zeppelin in the drawer")
    edition = say("The ferry landed.")
    change(edition.article, headline="Zeppelin landed")
    assert found("zeppelin") == []
    assert found("ferry") == ["Notices"]


def test_a_scheduled_story_is_found_from_its_hour_on():
    edition = say("The zeppelin landed.", at=timezone.now() + HOUR)
    assert found("zeppelin") == []
    assert results("zepelin").respelt == ""
    assert found("zeppelin", at=edition.goes_live_at) == ["Notices"]


def test_words_of_a_replaced_edition_are_found_no_longer():
    edition = say("The zeppelin landed.")
    publish(change(edition.article, blocks=(Paragraph("A balloon landed."),)), by=None, despite="-")
    assert found("zeppelin") == []
    assert found("balloon") == ["Notices"]
    assert SearchText.objects.count() == 1


def test_until_its_hour_an_update_leaves_the_words_of_the_edition_before():
    edition = say("The zeppelin landed.")
    article = change(edition.article, blocks=(Paragraph("A balloon landed."),))
    update = publish(article, by=None, at=timezone.now() + HOUR, despite="-")
    assert (found("zeppelin"), found("balloon")) == (["Notices"], [])
    with time_machine.travel(update.goes_live_at):
        assert (found("zeppelin"), found("balloon")) == ([], ["Notices"])


def test_an_update_that_was_cancelled_is_never_found():
    edition = say("The zeppelin landed.")
    article = change(edition.article, blocks=(Paragraph("A balloon landed."),))
    update = publish(article, by=None, at=timezone.now() + HOUR, despite="-")
    cancel_pending(article, by=None)
    with time_machine.travel(update.goes_live_at + HOUR):
        assert (found("zeppelin"), found("balloon")) == (["Notices"], [])
    publish(article, by=None, despite="-")
    assert SearchText.objects.count() == 1


def test_a_withdrawal_to_come_hides_the_story_at_its_hour():
    edition = say("The zeppelin landed.")
    hour = timezone.now() + HOUR
    withdraw(edition.article, by=None, notice="Gone.", reason="false", at=hour)
    assert found("zeppelin") == ["Notices"]
    assert found("zeppelin", at=hour) == []


def test_what_is_sealed_is_not_found():
    edition = say("The zeppelin landed.")
    Edition.objects.filter(pk=edition.pk).update(content=None, sealed_at=timezone.now())
    assert found("zeppelin") == []


def test_an_embargo_moves_a_story_to_its_new_day():
    edition = say("The zeppelin landed.", at=timezone.now() + HOUR)
    until = timezone.now() + timedelta(days=3)
    set_embargo(edition.article, until, by=None)
    later = {"at": until + HOUR}
    assert found("zeppelin") == []
    assert found("zeppelin", since=until - HOUR, **later) == ["Notices"]
    assert found("zeppelin", until=until - HOUR, **later) == []


def test_what_was_deleted_leaves_the_index():
    edition = say("The zeppelin landed.")
    edition.search_text.delete()
    assert found("zeppelin") == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # raises where the index and its table differ
            index = "articles_searchindex"
            cursor.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


def test_matches_are_marked():
    say("The tug & the <strong>ferries</strong> went out.")
    (only,) = results("ferry tug").found
    assert [tuple(segment) for segment in only.excerpt] == [
        ("The ", False),
        ("tug", True),
        (" & the ", False),
        ("ferries", True),
        (" went out.", False),
    ]


def test_where_no_story_has_all_words_those_with_most_of_them_come_first():
    say("A ferry.", headline="One")
    say("A ferry and a tug.", headline="Two")
    say("A lighthouse.", headline="None")
    answer = results("ferry tug zeppelin")
    assert answer.matching == "any"
    assert [each.edition.headline for each in answer.found] == ["Two", "One"]
    assert answer.total == 2
    assert [term.text for term in answer.missing] == ["zeppelin"]


def test_where_nothing_was_found_the_newest_stories_stand():
    make_edition(headline="Older", published_at=SPRING)
    make_edition(headline="Newer", published_at=SPRING + HOUR)
    for query, nothing in (("zeppelin", True), ("", False), ("?!", False), ("-x", False)):
        answer = results(query)
        assert (answer.matching, answer.found_nothing) == ("newest", nothing)
        assert [each.edition.headline for each in answer.found] == ["Newer", "Older"]
    answer = results("", since=SPRING + timedelta(days=1))
    assert answer.found_nothing
    assert len(answer.found) == 2
    assert [each.edition.headline for each in results("", until=SPRING + HOUR).found] == ["Older"]


def test_a_slip_of_the_finger_is_put_right():
    say("Two Harbours froze.")
    assert results("froze harbuors").respelt == "froze Harbours"
    assert results("zzzzzzz").respelt == ""


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("harbour harb", "harbour hard"),
        ('"harbour" harb', '"harbour" hard'),
        ('harb harbour "harb"', 'hard harbour "hard"'),
        ("“harb” -harbs", '"hard" -harbs'),
    ],
)
def test_putting_a_word_right_leaves_the_others_alone(query, meant):
    say("The harbour froze hard.")
    assert results(query).respelt == meant


def test_no_spelling_is_taken_from_a_story_that_is_not_public():
    say("The ferry landed.")
    hold(say("The zeppelin landed.").article, by=None, reason="A letter from a lawyer")
    assert results("zepelin").respelt == ""


def test_pages_follow_each_other_and_end():
    for number in range(PAGE_SIZE + 3):
        make_edition(headline=f"Ferry {number}", published_at=SPRING + number * HOUR)
    first, second = results("ferry"), results("ferry", page=2)
    assert (first.total, first.is_more, first.has_next) == (PAGE_SIZE + 3, False, True)
    assert first.found[0].edition.headline == f"Ferry {PAGE_SIZE + 2}"
    assert [each.edition.headline for each in second.found] == ["Ferry 2", "Ferry 1", "Ferry 0"]
    assert not second.has_next
    assert results("ferry", page=3).found == []
    assert results("ferry", page=LAST_PAGE + 1).found == []


def test_of_very_many_it_is_only_said_that_there_are_more(monkeypatch):
    monkeypatch.setattr("articles.searching.COUNTED", 4)
    monkeypatch.setattr("articles.searching.PAGE_SIZE", 1)
    monkeypatch.setattr("articles.searching.LAST_PAGE", 3)
    for number in range(6):
        make_edition(headline=f"Ferry {number}")
    answer = results("ferry", page=3)
    assert (answer.total, answer.is_more) == (4, True)
    assert (answer.has_next, answer.is_end, len(answer.found)) == (False, True, 1)
    assert COUNTED == 1000


HOSTILE = [
    "\0", "'", '"', '"""', "\\", "%", "_", "*", "^", "-", "--", "(", "NEAR(", "AND", "OR", "NOT",
    "a AND", "a OR", "NOT a", "ferry*", "words:ferry", "{headline}: ferry", "ferry + tug",
    "^ferry", "ferry:*", "!ferry", "ferry & !tug", "<->", "ferry <2> tug",
    "'; DROP TABLE articles_edition;--", "$1", "%s", "%(x)s", "{}", "¶", "§1",
    "\u202e\u200b\ufeff", "\ud7ff\ue000", "𝔣𝔢𝔯𝔯𝔶", "a" * 10_000,
    "ferry " * 2_000, '"' * 10_000, "-" * 10_000, "a-" * 5_000, "東" * 3_000, " " * 10_000,
    "é" * 500, "İ" * 300, "ß" * 300, "ﷺ" * 300, "\u0301" * 300, "l'" * 200,
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query[:12]))
def test_nothing_a_reader_types_is_an_error(query):
    say("The ferry landed.")
    assert results(query).found
    assert results(f"ferry {query}").found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_text_is_an_error(query):
    if not Edition.objects.exists():
        say("The ferry landed.", language="fr")
        say("The ferry landed.", language="en")
    assert results(query).found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_no_text_of_a_story_breaks_the_index(text):
    with transaction.atomic():
        say(escape(f"Said: {text}"), tags=("ferry",))
        assert found("ferry")
        transaction.set_rollback(True)


def test_a_very_long_story_is_found_by_its_beginning():
    text = " ".join(f"word{number}" for number in range(40_000))
    say(text + " " + "東" * 20_000)
    assert found('"word7 word8"') == ["Notices"]
    assert found("word39999") == []


def test_only_so_many_words_are_read():
    say(" ".join(f"ferry{number}" for number in range(MOST_TERMS)))
    answer = results(" ".join(f"ferry{number}" for number in range(MOST_TERMS + 2)))
    assert (answer.matching, answer.is_cut) == ("all", True)
    assert not results("ferry1").is_cut


def test_a_long_query_is_cut_between_words_and_says_so():
    say("The ferry froze.")
    whole = " ".join(["ferry"] * 50)  # 299 characters
    for query, is_cut in (
        (whole, False),
        (whole + " " * LONGEST_QUERY, False),
        (whole + " froze", True),
        (whole + "\u2003froze", True),
        ("ferry " + "x" * LONGEST_QUERY, True),
    ):
        answer = results(query)
        assert [term.text for term in answer.terms] == ["ferry"]
        assert (answer.matching, answer.is_cut) == ("all", is_cut)
    assert len(results("x" * 5000).terms[0].text) == LONGEST_QUERY
    assert results("x" * 5000).is_cut


@pytest.mark.parametrize(
    "query", ["ferry", "ferry tug zeppelin", "zepelin", "", '"the ferry" -tug']
)
def test_a_search_costs_the_same_number_of_queries_with_3_and_with_60_stories(
    query, django_assert_num_queries, django_assert_max_num_queries
):
    section = Section.objects.named("City")

    def make(numbers):
        for number in numbers:
            say("The ferry came." if number % 2 else "A tug, a zeppelin.", headline=f"N{number}")

    make(range(3))
    with django_assert_max_num_queries(14) as seen:
        results(query, section=section)
    make(range(3, 60))
    with django_assert_num_queries(len(seen)):
        results(query, section=section)


def test_an_index_keeps_one_row_for_each_edition_a_reader_may_yet_see(
    django_assert_num_queries,
):
    edition = say("The ferry landed.")
    for number in range(4):
        publish(change(edition.article, headline=f"Ferry {number}"), by=None, despite="-")
    assert SearchText.objects.count() == 1
    with django_assert_num_queries(1):
        assert SearchText.objects.languages() == ["en"]


def test_the_stem_of_a_word_in_one_language_is_no_word_of_another():
    make_edition(headline="The meeting is on Nov. 8", language="en")
    make_edition(headline="Une nova éclaire la nuit", language="fr")
    make_edition(headline="A nova lights the night", language="en")
    assert set(found("nova")) == {"Une nova éclaire la nuit", "A nova lights the night"}
