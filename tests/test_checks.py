"""Checks before publishing: what stops a story, what warns, and where to go to mend it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from taggit.models import Tag

from articles.models import Article, OldAddress, Section
from articles.models import Photo as PhotoRow
from articles.publishing import (
    NotReady,
    all_problems,
    hold,
    problems,
    publish,
    schedule,
    set_embargo,
    withdraw,
)
from articles.story import (
    Credit,
    List,
    Paragraph,
    Party,
    PartyKind,
    Photo,
    Quote,
    Related,
    Role,
    Subhead,
)
from tests.desk import desk, fields_of, opened, said, send, url
from tests.factories import make_article, make_edition, make_story

__all__ = ["desk"]  # a fixture

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PIER = Photo(caption="A pier.", alt_text="A pier.", supplier="Wire")


@pytest.fixture(autouse=True)
def _database(db):
    pass


def levels(found):
    return [(p.is_blocker, p.is_note) for p in found]


def messages(article, **given):
    return [problem.message for problem in all_problems(article, **given)]


def with_file(article, **fields):
    """Give the photos of `article` a file, and rights as said."""
    PhotoRow.objects.filter(uses__article=article).update(file="originals/aa/pier.jpg", **fields)
    return article


def linking_to(address, **fields):
    link = f'See <a href="{address}">this</a>.'
    return make_article(headline="With a link", blocks=(Paragraph(link),), **fields)


def test_a_whole_story_has_no_problem():
    story = make_story(lead_photo=PIER)
    assert all_problems(with_file(make_article(story))) == []


@pytest.mark.parametrize(
    ("photo", "fields"),
    [
        (Photo("A pier.", "", "Wire"), ["alt_text"]),
        (Photo("A pier.", "A pier."), ["credit"]),
        (Photo("", "A pier.", "Wire"), ["caption"]),
        (Photo(), ["alt_text", "credit", "caption"]),
        (Photo("", "", "Wire", decorative=True), []),
    ],
)
def test_a_photo_with_a_gap_warns_and_names_the_field_of_its_row(photo, fields):
    article = with_file(make_article(blocks=(Paragraph("x"), PIER, photo)))
    found = all_problems(article)
    key = article.captions.order_by("pk").last().key
    assert [(problem.field, problem.key) for problem in found] == [(name, key) for name in fields]
    assert all(problem.message.startswith("Photo 2 ") for problem in found)
    assert not any(problem.is_blocker for problem in found)


def test_a_photo_without_a_file_is_pending_and_stops_nobody():
    article = make_article(lead_photo=PIER)
    assert messages(article) == ["Photo 1 is pending: readers see its words in an empty frame."]
    assert publish(article, by=None).number == 1


@pytest.mark.parametrize(
    ("begins", "ends", "words", "is_blocker"),
    [
        (None, -1, "its rights end", True),
        (None, 0, "its rights end", True),
        (None, 1, "then it disappears", False),
        (None, 7 * 24, "then it disappears", False),
        (None, 8 * 24, None, None),
        (1, None, "begin only", True),
        (0, None, None, None),
    ],
)
def test_rights_of_a_photo_are_asked_at_the_hour_it_goes_live(begins, ends, words, is_blocker):
    at = timezone.now() + 3 * DAY
    article = with_file(
        make_article(lead_photo=PIER),
        rights_from=begins if begins is None else at + begins * HOUR,
        rights_until=ends if ends is None else at + ends * HOUR,
    )
    found = all_problems(article, at=at)
    assert [words in p.message for p in found] == ([True] if words else [])
    assert [p.is_blocker for p in found] == ([is_blocker] if words else [])


@pytest.mark.parametrize(
    ("width", "lead", "text"), [(None, 0, 0), (639, 1, 1), (640, 1, 0), (999, 1, 0), (1000, 0, 0)]
)
def test_a_photo_too_small_for_its_place_is_noted_with_its_size(width, lead, text):
    size = {"width": width, "height": width and 480}
    led = messages(with_file(make_article(lead_photo=PIER), **size))
    shown = messages(with_file(make_article(blocks=(Paragraph("x"), PIER)), **size))
    assert (len(led), len(shown)) == (lead, text)
    assert all(f"is small, {width} × 480 pixels" in message for message in led + shown)
    assert all(problem.is_note for problem in all_problems(Article.objects.latest("pk")))


def test_a_blocker_cannot_be_overridden():
    article = with_file(make_article(lead_photo=PIER), rights_until=timezone.now() - HOUR)
    with pytest.raises(NotReady):
        publish(article, by=None, despite="We need it")


def test_usage_terms_are_shown_and_stop_nobody():
    article = with_file(make_article(lead_photo=PIER), usage_terms="One use, with this story")
    (note,) = all_problems(article)
    assert note.message == "Photo 1, usage terms: One use, with this story"
    assert note.is_note
    publish(article, by=None)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"headline": "Council votes TK to 4"}, "Headline"),
        ({"deck": "TKTK"}, "Deck"),
        ({"summary": "It was ???"}, "Summary"),
        ({"blocks": (Paragraph("One."), Paragraph("<em>XXX</em> said"))}, "Paragraph 2"),
        ({"blocks": (Paragraph("One."), List(("a", "[CHECK] b")))}, "After paragraph 1"),
        ({"blocks": (Subhead("TK"), Paragraph("One."))}, "After paragraph 0"),
        ({"blocks": (Paragraph("One."), Quote(("TK",)))}, "After paragraph 1"),
    ],
)
def test_notes_to_the_desk_are_found_where_they_stand(fields, where):
    (found,) = problems(make_story(**fields))
    assert found.message.startswith(f"{where}: a note to the desk")
    assert not found.is_blocker


def test_notes_to_the_desk_in_captions_name_the_photo():
    story = make_story(lead_photo=Photo("TK, left", "A pier.", "Wire"))
    (found,) = all_problems(with_file(make_article(story)))
    assert (found.field, "Photo 1" in found.message) == ("caption", True)


@pytest.mark.parametrize("words", ["tk", "ATK", "TKs", "Trunk", "XXXL", "check", "What?", "??"])
def test_words_that_only_look_like_notes_are_left_alone(words):
    assert problems(make_story(headline=f"A {words} here")) == []


# Links to ourselves.


def test_links_that_readers_can_follow_are_in_order():
    other = make_edition(headline="Other", tags=("harbour",))
    Section.objects.create(name="World", slug="world")
    OldAddress.objects.create(path="/2019/05/ferry.html", article=other.article)
    tag = Tag.objects.get(name="harbour")
    for address in (
        other.get_absolute_url(), f"http://testserver{other.get_absolute_url()}",
        other.get_absolute_url().rstrip("/"), "/world/", "/", "/corrections/", f"/tag/{tag.slug}/",
        "/2019/05/ferry.html", "/search/?q=ferry", "https://example.com/city/nothing-99/",
        "mailto:desk@example.com", "https://example.com/[", f"{other.get_absolute_url()}#topics",
    ):  # fmt: skip
        assert messages(linking_to(address)) == [], address


@pytest.mark.parametrize(
    "address",
    ["/nowhere/", "/city/nothing-999999/", "/tag/none/", "/by/nobody/", "/a/b/c/", "/admin/",
     "http://testserver/nowhere/", "/lite/city/nothing-999999/"],
)  # fmt: skip
def test_links_to_pages_that_are_not_there_warn(address):
    (found,) = all_problems(linking_to(address))
    assert found.message.startswith(f"Paragraph 1: the link to {address} leads nowhere")
    assert (found.field, found.is_blocker) == ("body", False)


def test_links_to_stories_that_readers_may_not_open_say_why():
    draft, later = make_article(headline="Draft"), make_edition(at=timezone.now() + HOUR)
    gone, held = make_edition(headline="Gone"), make_edition(headline="Held")
    withdraw(gone.article, by=None, notice="Wrong.", reason="Wrong")
    hold(held.article, by=None, reason="Court")
    for address, why in (
        (f"/city/draft-{draft.pk}/", "not live"),
        (later.get_absolute_url(), "not live"),
        (gone.get_absolute_url(), "withdrawn"),
        (held.get_absolute_url(), "legal hold"),
    ):
        (message,) = messages(linking_to(address))
        assert why in message
    assert messages(linking_to(later.get_absolute_url()), at=timezone.now() + 2 * HOUR) == []


def test_related_stories_are_links_too_and_lead_to_their_list(settings):
    settings.SITE_URL = "https://post.example"
    draft = make_article(headline="Draft")
    dead = Related("x", url="https://post.example/nowhere/")
    article = make_article(related=(Related("Draft", ref=draft.pk), dead))
    assert [problem.field for problem in all_problems(article)] == ["related_links"] * 2


def test_a_story_may_link_to_itself():
    article = make_article()
    article.body = f'<p><a href="/city/x-{article.pk}/">above</a></p>'
    article.save()
    assert all_problems(article) == []


# The rest.


def test_embargo_is_noted_and_a_hold_warns():
    article = make_article()
    set_embargo(article, timezone.now() + 2 * DAY, by=None)
    article.refresh_from_db()
    (note,) = all_problems(article)
    assert ("in 2 days" in note.message, note.is_note) == (True, True)
    hold(article, by=None, reason="Court")
    article.refresh_from_db()
    assert levels(all_problems(article)) == [(False, False), (False, True)]


@pytest.mark.parametrize(
    ("headline", "hours", "warns"),
    [("Ferry aground", 1, True), ("FERRY AGROUND", 1, True), ("Ferry aground", 25, False),
     ("Ferry afloat", 1, False)],
)  # fmt: skip
def test_the_headline_of_another_story_of_the_day_warns(headline, hours, warns):
    make_edition(headline=headline)
    at = timezone.now() + hours * HOUR
    assert bool(messages(make_article(headline="Ferry aground"), at=at)) is warns


def test_a_story_does_not_stand_in_its_own_way():
    assert messages(make_edition(headline="Ferry aground").article) == []


def test_a_warning_that_was_answered_needs_no_reason_again():
    unnamed = Photo("A pier.", "A pier at noon.")  # nobody is credited
    article = make_edition(lead_photo=unnamed).article
    article.deck = "New"
    article.save()
    publish(article, by=None)
    article.body += "<p>TK</p>"
    article.save()
    with pytest.raises(NotReady) as refused:
        publish(article, by=None)
    assert len(refused.value.problems) == 2
    assert publish(article, by=None, despite="It is a name").reason == "It is a name"


def test_checks_cost_the_same_however_much_there_is_to_check(django_assert_max_num_queries):
    others = [make_edition(headline=f"Other {n}") for n in range(4)]
    links = tuple(
        Paragraph(f'<a href="{other.get_absolute_url()}">a</a> <a href="/section-{n}/">b</a>')
        for n, other in enumerate(others)
    )
    photos = tuple(Photo(f"Pier {n}", "A pier.", "Wire") for n in range(6))
    article = make_article(headline="Much", blocks=(*links, *photos), tags=("a", "b"))
    with django_assert_max_num_queries(16):
        found = all_problems(article)
    assert len(found) == 10


@pytest.mark.parametrize(
    ("credits", "is_noted"),
    [
        ((), True),
        ((Credit(Party("Jo Dray"), Role.PHOTOGRAPHER),), True),
        ((Credit(Party("Jo Dray")),), False),
        ((Credit(Party("Meridian Wire", PartyKind.ORGANISATION)),), False),
    ],
)
def test_a_story_without_a_byline_is_noted_unless_the_desk_or_an_agency_is_named(credits, is_noted):
    found = all_problems(make_article(credits=credits))
    assert [(problem.field, problem.is_note) for problem in found] == (
        [("bylines", True)] if is_noted else []
    )


def test_what_an_agency_sent_without_a_byline_is_printed_as_it_came():
    article = make_article(credits=())
    article.sources.create(name="wire.txt", content=b"", encoding="utf-8", spans=[], story={})
    assert messages(article) == []


# On the page of the story.


def test_the_note_of_no_byline_leads_to_the_credits(desk):
    page = desk.get(url(make_article(credits=()))).content.decode()
    assert 'href="#field-bylines"' in page
    assert page.count('id="field-bylines"') == 1


def test_problems_lead_to_the_field_of_their_row(desk):
    article = with_file(make_article(blocks=(Paragraph("TK"), PIER, Photo("B", "", "Wire"))))
    page = desk.get(url(article)).content.decode()
    assert 'href="#field-captions-1-alt_text" data-problem="captions-1-alt_text"' in page
    assert 'id="field-captions-1-alt_text"' in page
    assert 'href="#field-body"' in page
    assert 'data-paragraph="1" data-before="" data-word="TK"' in page
    page = desk.get(url(article, "schedule")).content.decode()
    assert f'href="{url(article)}#field-body"' in page


def test_the_reason_against_warnings_is_kept_with_the_edition_and_in_the_audit(desk):
    article = with_file(make_article(lead_photo=Photo("A", "", "Wire")))
    send(desk, article, opened(desk, article), _publish="1")
    send(desk, article, opened(desk, article), _publish="1", despite="Nobody can say yet")
    edition, entry = article.editions.get(), article.audit_entries.get()
    assert edition.reason == entry.reason == entry.detail["despite"] == "Nobody can say yet"
    assert "has no alt text" in entry.detail["warnings"][0]


# A publication that was stopped.


def stopped(desk, article, **given):
    """Publish in vain; return the page it leads to, and what stands there to be sent again."""
    response = send(desk, article, opened(desk, article), **{"_publish": "1"} | given)
    assert "Saved, but not published" in said(response)
    return response.content.decode(), fields_of(response)


def focused(page):
    """Return the id of the one element outside of dialogs that a page begins at."""
    (tag,) = re.findall(r"<[^>]*\bautofocus\b[^>]*>", page.partition("<dialog")[0])
    return re.search(r'id="([^"]+)"', tag)[1]


def test_warnings_that_stop_a_publication_are_listed_and_the_reason_is_asked(desk):
    article = with_file(make_article(lead_photo=Photo("A", "", "Wire")))
    page, _fields = stopped(desk, article)
    assert page.count('href="#field-captions-0-alt_text"') == 2  # also among the checks, as always
    assert 'href="#id_despite"' in page
    assert re.search(r"<details[^>]* data-publish[^>]* open>", page)
    assert focused(page) == "id_despite"
    again = desk.get(url(article)).content.decode()
    assert "autofocus" not in again.partition("<dialog")[0]
    assert not re.search(r"<details[^>]* data-publish[^>]* open>", again)


def test_what_no_reason_overrides_is_listed_and_no_reason_is_asked(desk):
    article = make_article(blocks=(), lead_photo=PIER)
    page, _fields = stopped(desk, article)
    assert focused(page) == "stopped"
    assert page.count('href="#field-body"') == 2
    assert 'id="id_despite"' not in page


def test_an_edition_that_waits_is_asked_about_with_what_was_answered_already(desk):
    article = with_file(make_article(lead_photo=Photo("A", "", "Wire")))
    schedule(article, timezone.now() + HOUR, by=None, despite="a test")
    page, _fields = stopped(desk, article, waiting="refreeze")
    assert focused(page) == "id_despite"
    assert re.search(r'value="refreeze" checked', page)
    page, fields = stopped(desk, article, despite="Nobody can say yet")
    assert focused(page) == "id_waiting"
    assert fields["despite"] == "Nobody can say yet"
    assert re.search(r"<details[^>]* data-publish[^>]* open>", page)


def test_a_story_that_went_live_meanwhile_is_asked_how_much_it_changes(desk):
    page, _fields = stopped(desk, make_edition().article, headline="Another")
    assert re.search(r'value="update"[^>]* autofocus', page)
    assert re.search(r"<details[^>]* data-publish[^>]* open>", page)
