"""The history of a story on the desk: one line of time, any two texts compared, one restored."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, AuditEntry, Edition, Section, Version
from articles.publishing import keep_version, publish, withdraw
from articles.publishing.audit import note
from articles.publishing.moments import to_the_second
from articles.story import Paragraph
from articles.vocabulary import VersionKind
from tests.desk import desk, opened, said, save, send, url
from tests.factories import make_article, make_edition, make_user
from tests.test_restore import change

__all__ = ["desk"]  # a fixture

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HISTORY = "/admin/articles/article/{}/history/"


@pytest.fixture(autouse=True)
def _database(db):
    pass


def history(client, article, query=""):
    response = client.get(HISTORY.format(article.pk) + query)
    assert response.status_code == 200
    return response


def entries_of(response):
    """Return [(day, kind of row, how many saves are folded below it)] from the top."""
    return [
        (day.isoformat(), entry.kind, len(entry.older))
        for day, entries in response.context["timeline"].days
        for entry in entries
    ]


def words_of(response):
    html = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def save_at(article, minutes, by=None, kind=VersionKind.SAVE, **fields):
    """Save `article` that many minutes after MONDAY's nine o'clock."""
    with time_machine.travel(MONDAY + timedelta(minutes=minutes), tick=False):
        version = change(article, **fields)
        Version.objects.filter(pk=version.pk).update(by=by, kind=kind)
        return version


def compare(client, article, old, new):
    return client.get(url(article, "compare"), {"a": old, "b": new})


# One line of time.


def test_saves_editions_and_steps_stand_on_one_line_the_newest_first(desk):
    ann = make_user(username="ann", first_name="Ann", last_name="Varley")
    article = make_article()
    save_at(article, 0, ann, headline="Ferry aground, all safe")
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        edition = publish(article, by=ann, reason="The hour", despite="a test")
        AuditEntry.objects.all().delete()
    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        note("held", by=ann, article=article, reason="A letter", before="", after="on hold")
    save_at(article, 24 * 60, ann, deck="Another day")
    response = history(desk, article)
    assert entries_of(response) == [
        ("2026-11-24", "version", 0),
        ("2026-11-23", "step", 0),
        ("2026-11-23", "edition", 0),
        ("2026-11-23", "version", 0),
    ]
    words = words_of(response)
    assert "10:00:00" in words
    assert "Ann Varley" in words
    assert "Put on legal hold" in words
    assert "A letter" in words
    assert "Edition 1: First edition" in words
    assert "live since 23 Nov, 10:00:00" in words
    assert url(article, f"restore/e{edition.pk}") in response.content.decode()


def test_saves_of_one_person_within_half_an_hour_fold_into_one_spell(desk):
    ann, bo = make_user(username="ann"), make_user(username="bo")
    article = make_article()
    for minutes, by in ((0, ann), (20, ann), (45, ann), (76, ann), (80, bo), (90, ann)):
        save_at(article, minutes, by, headline=f"Headline {minutes}")
    save_at(article, 95, ann, VersionKind.AUTOSAVE, headline="Headline typed")
    response = history(desk, article)
    assert [folded for _day, _kind, folded in entries_of(response)] == [1, 0, 0, 2]
    assert "2 saves more in this spell" in words_of(response)


def test_each_save_says_which_words_and_fields_changed_since_the_one_before(desk):
    article = make_article(deck="All safe")
    save_at(article, 0)
    save_at(article, 60, deck="All are safe", tags=("harbour",))
    save_at(article, 120)
    words = words_of(history(desk, article))
    assert "2 words added, 0 removed Deck, Tags" in words
    assert "no change" in words


def test_what_was_only_typed_is_compared_with_the_last_save_and_never_the_other_way(desk):
    article = make_article()
    first = save_at(article, 0)
    typed = save_at(article, 60, None, VersionKind.AUTOSAVE, headline="Only typed")
    save_at(article, 120, make_user(username="bo"), headline="Saved")
    entries = [e for _day, day in history(desk, article).context["timeline"].days for e in day]
    assert [entry.base for entry in entries] == [f"v{first.pk}", f"v{first.pk}", ""]
    assert f"v{typed.pk}" not in [entry.base for entry in entries]


def test_windows_of_editions_are_told_in_words(desk):
    edition = make_edition()
    article = edition.article
    later = timezone.now() + timedelta(hours=5)
    publish(article, by=None, despite="a test", at=later)
    words = words_of(history(desk, article))
    assert f"scheduled for {to_the_second(later)}" in words
    assert f"until {to_the_second(later)}" in words
    Edition.objects.filter(number=2).update(replaced_at=later)
    assert "cancelled before its hour" in words_of(history(desk, article))


def test_a_sealed_edition_and_a_withdrawal_say_so_and_show_no_text(desk):
    edition = make_edition()
    article = edition.article
    tombstone = withdraw(article, by=None, notice="It named the wrong ferry.", reason="A mistake")
    Edition.objects.filter(pk=edition.pk).update(
        content=None, sealed_at=timezone.now(), sealed_reason="Court order"
    )
    response = history(desk, article)
    words = words_of(response)
    for told in ("It named the wrong ferry.", "A mistake", "text is sealed", "Court order"):
        assert told in words
    assert 'value="e' not in response.content.decode()
    compared = compare(desk, article, f"e{edition.pk}", f"e{tombstone.pk}")
    assert "Its text is sealed." in words_of(compared)
    assert "A withdrawal has no text." in words_of(compared)
    assert "There is nothing to compare." in words_of(compared)


def test_a_long_history_is_read_page_by_page_and_nothing_is_told_twice_or_left_out(desk):
    article = make_article()
    save_at(article, 0)
    content = Version.objects.get().content
    for number in range(60):
        at = MONDAY + timedelta(hours=number // 2)  # two at each moment
        Version.objects.create(article=article, revision=number + 9, content=content, at=at)
        entry = AuditEntry.objects.create(article=article, action="status")
        AuditEntry.objects.filter(pk=entry.pk).update(at=at)
    seen, query = [], ""
    while True:
        timeline = history(desk, article, query).context["timeline"]
        for _day, entries in timeline.days:
            for entry in entries:
                seen += [(entry.kind, one.row.pk) for one in (entry, *entry.older)]
        if not timeline.older:
            break
        query = f"?before={timeline.older}"
    assert len(seen) == len(set(seen)) == 121
    for wrong in ("x", "1-3-1", "9" * 18 + "-0-1", ""):
        assert desk.get(HISTORY.format(article.pk), {"before": wrong}).status_code == 404


def test_a_page_of_history_asks_a_fixed_number_of_questions(desk):
    counts = []
    for stories in (2, 45):
        edition = make_edition()
        for number in range(stories):
            by = make_user(username=f"user-{stories}-{number}")
            save_at(edition.article, number, by, deck=f"Deck {number}")
            note("status", by=by, article=edition.article)
        history(desk, edition.article)
        with CaptureQueriesContext(connection) as captured:
            history(desk, edition.article)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


# Compare.


def test_any_two_texts_are_compared_with_marks_that_are_spoken(desk):
    edition = make_edition()
    article = edition.article
    save_at(article, 0, blocks=(Paragraph("The ferry ran aground on Tuesday."),))
    for old, new in ((f"e{edition.pk}", "copy"), ("live", "copy"), ("live", f"v{_last()}")):
        html = compare(desk, article, old, new).content.decode()
        assert re.search(r"<del><span[^>]*>\[removed: </span>Monday\.", html)
        assert re.search(r"<ins><span[^>]*>\[added: </span>Tuesday\.", html)


def _last():
    return Version.objects.latest("pk").pk


def test_words_of_a_story_are_shown_as_words_whatever_is_in_them(desk):
    article = make_article(headline="<script>alert(1)</script>")
    first = keep_version(article, by=None)
    change(article, headline="<img src=x onerror=alert(2)>")
    html = compare(desk, article, f"v{first.pk}", "copy").content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_who_chose_too_little_is_sent_back_with_a_word(desk):
    article = make_article()
    for chosen in ({}, {"a": "copy"}, {"a": "copy", "b": "copy"}):
        response = desk.get(url(article, "compare"), chosen, follow=True)
        assert response.redirect_chain == [(HISTORY.format(article.pk), 302)]
        assert "Choose two different texts" in said(response)


@pytest.mark.parametrize("ref", ["v0", "e1", "live", "v", "x1", "v1x", "v" + "9" * 30])
def test_a_text_that_is_not_there_is_not_found(desk, ref):
    article = make_article()
    assert compare(desk, article, ref, "copy").status_code == 404
    assert desk.get(f"{url(article, 'restore')}{ref}/").status_code == 404


def test_no_story_shows_the_text_of_another(desk):
    article, other = make_article(), make_article(headline="Another story")
    version = keep_version(other, by=None)
    assert compare(desk, article, f"v{version.pk}", "copy").status_code == 404
    assert desk.get(url(article, f"restore/v{version.pk}")).status_code == 404


def test_a_comparison_asks_a_fixed_number_of_questions(desk, django_assert_max_num_queries):
    article = make_article(blocks=tuple(Paragraph(f"Number {n}.") for n in range(80)))
    first = keep_version(article, by=None)
    change(article, blocks=tuple(Paragraph(f"Number {n} now.") for n in range(80)))
    with django_assert_max_num_queries(20):
        compare(desk, article, f"v{first.pk}", "copy")


# Restore.


def test_the_page_shows_what_would_change_and_writes_it_with_a_word_why(desk):
    article = make_article()
    first = keep_version(article, by=None)
    change(article, headline="A worse headline")
    address = url(article, f"restore/v{first.pk}")
    page = desk.get(address)
    assert re.search(r"<ins><span[^>]*>\[added: </span>Ferry runs", page.content.decode())
    assert Article.objects.get().headline == "A worse headline"
    data = {"revision": page.context["article"].revision, "reason": "It was right"}
    response = desk.post(address, data, follow=True)
    assert response.redirect_chain == [(url(article), 302)]
    assert "Readers see it when it is published." in said(response)
    assert Article.objects.get().headline == "Ferry runs aground off Saltmere"
    assert Version.objects.latest("pk").reason == "It was right"


def test_who_saw_an_older_working_copy_is_shown_it_again_first(desk):
    article = make_article()
    first = keep_version(article, by=None)
    change(article, headline="Seen")
    seen = Article.objects.get().revision
    change(article, headline="Not seen")
    address = url(article, f"restore/v{first.pk}")
    response = desk.post(address, {"revision": seen, "reason": "It was right"})
    assert response.status_code == 409
    words = words_of(response)
    assert "saved by somebody else meanwhile" in words
    assert "Not seen" in words
    assert 'value="It was right"' in response.content.decode()
    assert Article.objects.get().headline == "Not seen"
    again = {"revision": response.context["form"]["revision"].value(), "reason": "It was right"}
    desk.post(address, again)
    assert Article.objects.get().headline == "Ferry runs aground off Saltmere"


def test_a_restore_without_a_revision_or_with_nonsense_does_nothing(desk):
    article = make_article()
    first = keep_version(article, by=None)
    change(article, headline="Stays")
    address = url(article, f"restore/v{first.pk}")
    for data in ({}, {"revision": "x"}, {"revision": "-1"}, {"revision": "9" * 40}):
        assert "Nothing was restored" in words_of(desk.post(address, data))
    assert desk.post(url(article, "restore/copy"), {"revision": 1}).status_code == 404
    assert Article.objects.get().headline == "Stays"


@pytest.mark.parametrize(
    ("role", "whose", "allowed"),
    [
        ("Reporter", "own", True), ("Reporter", "other", False), ("Photo editor", "other", False),
        ("Editor", "own section", True), ("Editor", "other", False), ("Publisher", "other", True),
    ],
)  # fmt: skip
def test_who_may_change_a_story_may_restore_it_and_others_may_look(client, role, whose, allowed):
    section = Section.objects.create(name="City", slug="city")
    user = make_user(role, sections=[section] if whose == "own section" else ())
    article = make_article(by=user if whose == "own" else None, section="City")
    first = keep_version(article, by=None)
    change(article, headline="Another")
    client.force_login(user)
    page = history(client, article)
    address = url(article, f"restore/v{first.pk}")
    assert (address in page.content.decode()) is allowed
    assert compare(client, article, f"v{first.pk}", "copy").status_code == 200
    assert client.get(address).status_code == (200 if allowed else 403)
    revision = Article.objects.get().revision
    client.post(address, {"revision": revision})
    restored = Article.objects.get().headline == "Ferry runs aground off Saltmere"
    assert restored is allowed


def test_nobody_logged_out_sees_a_history(client):
    article = make_article()
    version = keep_version(article, by=None)
    for name in ("history", "compare", f"restore/v{version.pk}"):
        assert client.get(url(article, name)).status_code == 302


def test_the_story_page_leads_to_its_history(desk):
    article = make_article()
    assert desk.get(url(article)).content.decode().count(HISTORY.format(article.pk)) == 2
    assert desk.get(HISTORY.format(article.pk + 1)).status_code == 404
    assert "Nothing was kept of this story yet." in words_of(history(desk, article))


def test_a_save_that_changed_nothing_is_no_part_of_the_history(desk):
    article = make_article()
    article = save(desk, article, opened(desk, article), deck="Saved once")
    before = entries_of(history(desk, article))
    response = send(desk, article, opened(desk, article), _verb="back")
    assert response.redirect_chain
    assert Version.objects.of_working_copy().count() == 2  # what was typed in that tab is in a save
    assert entries_of(history(desk, article)) == before
