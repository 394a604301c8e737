"""Publishing: what readers see depends on editions and the clock, and on nothing else."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import FOREVER, Article, Edition, Event
from articles.models import Photo as PhotoRow
from articles.publishing import (
    EditionWaits,
    NotAllowed,
    NotReady,
    ReasonMissing,
    StaleRevision,
    Waiting,
    cancel,
    cancel_pending,
    chain_is_intact,
    hold,
    problems,
    publish,
    release,
    schedule,
    set_embargo,
    spike,
    withdraw,
)
from articles.story import CorrectionKind, Credit, Paragraph, Party, Photo, Subhead, Video
from articles.vocabulary import EditionKind, Status
from tests.factories import make_article, make_edition, make_story, make_user

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _database(db):
    pass


def live_headlines(at=None):
    return list(Edition.objects.live(at).newest_first().values_list("headline", flat=True))


def change(article, **fields):
    """Save the working copy with other words, as an editor would."""
    with transaction.atomic():
        Article.load(replace(article.story(), **fields), into=article)
    return article


@pytest.mark.parametrize(("minutes", "visible"), [(-1, False), (0, True), (1, True)])
def test_a_story_appears_at_its_hour(minutes, visible):
    noon = timezone.now() + HOUR
    edition = make_edition(at=noon)
    assert (edition in Edition.objects.live(noon + timedelta(minutes=minutes))) is visible


def test_an_edit_to_a_live_story_leaks_nothing_until_published():
    article = make_edition(headline="First words").article
    change(article, headline="Second words")
    assert live_headlines() == ["First words"]
    publish(article, by=None)
    assert live_headlines() == ["Second words"]


def test_an_edition_is_the_story_that_was_frozen():
    story = make_story(tags=("harbour",), deck="A deck", credits=(Credit(Party("Ann Lee")),))
    edition = make_edition(story)
    edition.refresh_from_db()
    assert edition.story() == story
    assert [link.tag.name for link in edition.tag_links.all()] == ["harbour"]
    assert [link.contributor.name for link in edition.contributor_links.all()] == ["Ann Lee"]


def test_our_own_story_is_posted_when_it_goes_live_and_keeps_that_hour():
    first = make_edition()
    assert first.published_at == first.goes_live_at == first.sort_at
    second = publish(change(first.article, deck="More"), by=None)
    assert (second.published_at, second.sort_at) == (first.published_at, first.sort_at)
    assert second.updated_at == second.goes_live_at


def test_a_minor_change_does_not_move_the_updated_time():
    first = make_edition()
    minor = publish(change(first.article, deck="Typo mended"), by=None, kind=EditionKind.MINOR)
    assert minor.updated_at is None


def test_nobody_publishes_what_they_have_not_seen():
    article = make_article()
    seen = article.revision
    change(article, headline="Changed by somebody else")
    with pytest.raises(StaleRevision):
        publish(article, by=None, revision=seen)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"section": ""}, "section"),
        ({"blocks": ()}, "body"),
        ({"blocks": (Subhead("Only this"),)}, "body"),
    ],
)
def test_a_story_without_its_parts_is_not_published(fields, field):
    with pytest.raises(NotReady) as refused:
        publish(make_article(**fields), by=None, despite="never mind")
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_photo_without_alt_or_credit_needs_a_reason_to_go_on():
    article = make_article(lead_photo=Photo(caption="A ferry"))
    with pytest.raises(NotReady):
        publish(article, by=None)
    edition = publish(article, by=None, despite="The picture desk is on its way")
    assert edition.reason == "The picture desk is on its way"


def test_a_decorative_photo_needs_no_alt_text():
    found = problems(make_story(lead_photo=Photo(credit_line="Ann", decorative=True)))
    assert found == []


def test_a_scheduled_update_never_undoes_a_correction_made_before_its_hour():
    article = make_edition(headline="At first").article
    six = timezone.now() + HOUR
    publish(change(article, headline="Planned for six"), by=None, at=six)
    change(article, headline="Corrected at half past five")
    with pytest.raises(EditionWaits):
        publish(article, by=None, kind=EditionKind.CORRECTION)
    publish(article, by=None, kind=EditionKind.CORRECTION, waiting=Waiting.CANCEL)
    assert live_headlines() == live_headlines(six + HOUR) == ["Corrected at half past five"]


def test_a_waiting_edition_can_be_given_the_new_text():
    article = make_edition(headline="At first").article
    six = timezone.now() + HOUR
    publish(change(article, headline="Planned"), by=None, at=six)
    publish(change(article, headline="Now"), by=None, waiting=Waiting.REFREEZE)
    assert live_headlines() == live_headlines(six) == ["Now"]
    assert Edition.objects.pending().get().goes_live_at == six


def test_cancelling_leaves_no_trace_for_readers():
    article = make_edition(headline="At first").article
    six = timezone.now() + HOUR
    publish(change(article, headline="Planned"), by=None, at=six)
    cancel_pending(article, by=None)
    assert live_headlines(six + HOUR) == ["At first"]
    assert list(Edition.objects.that_went_live(six + HOUR).values_list("number", flat=True)) == [1]
    assert cancel_pending(article, by=None) is None


def test_a_withdrawn_story_leaves_a_notice_and_can_come_back():
    edition = make_edition()
    tombstone = withdraw(edition.article, by=None, notice="We got this wrong.", reason="Lawyers")
    assert live_headlines() == []
    assert Edition.objects.current().get() == tombstone
    assert tombstone.content is None
    again = publish(edition.article, by=None, reason="The judge let it stand")
    assert live_headlines() == [again.headline]
    assert again.published_at == edition.published_at
    assert again.reason == "The judge let it stand"


@pytest.mark.parametrize("verb", [publish, partial(schedule, at=timezone.now() + HOUR)])
def test_a_withdrawn_story_does_not_come_back_without_a_reason(verb):
    edition = make_edition()
    withdraw(edition.article, by=None, notice="We got this wrong.", reason="Lawyers")
    with pytest.raises(ReasonMissing, match="withdrawn"):
        verb(edition.article, by=None, reason=" ", despite="the checks are wrong")
    assert live_headlines() == []
    assert not Edition.objects.pending().exists()


@pytest.mark.parametrize(("notice", "reason"), [("", "x"), ("x", ""), (" ", " ")])
def test_a_withdrawal_says_why_and_tells_readers(notice, reason):
    edition = make_edition()
    with pytest.raises(NotAllowed):
        withdraw(edition.article, by=None, notice=notice, reason=reason)
    assert live_headlines() == [edition.headline]


def test_what_was_never_live_cannot_be_withdrawn():
    with pytest.raises(NotAllowed):
        withdraw(make_article(), by=None, notice="x", reason="x")


def test_a_legal_hold_hides_at_once_and_its_end_shows_again():
    edition = make_edition()
    hold(edition.article, by=None, reason="Court order 12/26")
    assert live_headlines() == []
    assert not Edition.objects.current().exists()
    release(edition.article, by=None, reason="Order lifted")
    assert live_headlines() == [edition.headline]


def test_what_is_published_under_a_hold_stays_hidden_until_its_end():
    article = make_edition(headline="Before").article
    hold(article, by=None, reason="Court order")
    with pytest.raises(NotReady):
        publish(change(article, headline="After"), by=None)
    publish(article, by=None, despite="Ready for the day the order ends")
    assert live_headlines() == []
    release(article, by=None, reason="Order lifted")
    assert live_headlines() == ["After"]


def test_a_live_story_cannot_be_spiked_even_under_hold():
    article = make_edition().article
    hold(article, by=None, reason="Court order")
    with pytest.raises(NotAllowed):
        spike(article, by=None)


def test_the_notice_of_a_withdrawn_story_is_not_spiked_away():
    article = make_edition().article
    withdraw(article, by=None, notice="Gone.", reason="false")
    with pytest.raises(NotAllowed, match="its notice stays"):
        spike(article, by=None)


def test_spiking_cancels_what_waits_and_stops_publishing():
    article = make_edition(at=timezone.now() + HOUR).article
    spike(article, by=None, reason="Not ours")
    assert Article.objects.get().status == Status.SPIKED
    assert not Edition.objects.pending().exists()
    with pytest.raises(NotAllowed):
        publish(article, by=None)


def test_an_embargo_moves_what_waits_and_bounds_what_comes():
    noon = timezone.now() + 2 * HOUR
    article = make_edition(at=timezone.now() + HOUR).article
    set_embargo(article, noon, by=None)
    assert live_headlines(noon - timedelta(minutes=1)) == []
    assert live_headlines(noon) != []
    edition = publish(article, by=None, waiting=Waiting.CANCEL)
    assert edition.goes_live_at == noon


def test_an_embargo_leaves_what_was_cancelled_as_the_record_has_it():
    six = timezone.now() + HOUR
    article = make_edition(at=six).article
    cancel(article, by=None)
    set_embargo(article, six + HOUR, by=None)
    assert Edition.objects.get().goes_live_at == six


def test_the_chain_notices_any_change():
    article = make_edition().article
    publish(change(article, deck="More"), by=None)
    withdraw(article, by=None, notice="x", reason="x")
    assert chain_is_intact(article)
    first = Edition.objects.get(number=1)
    Edition.objects.filter(pk=first.pk).update(content={**first.content, "headline": "Other"})
    assert not chain_is_intact(article)
    Edition.objects.filter(pk=first.pk).update(content=None, sealed_at=timezone.now())
    assert chain_is_intact(article)
    Edition.objects.filter(number=2).update(reason="Nothing happened")
    assert not chain_is_intact(article)


def test_the_database_allows_one_edition_without_an_end():
    edition = make_edition()
    edition.pk, edition.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)


def test_the_database_allows_no_window_that_ends_before_it_begins():
    edition = make_edition()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(replaced_at=edition.goes_live_at - HOUR)


def test_what_was_ever_live_cannot_be_deleted():
    edition = make_edition(credits=(Credit(Party("Ann")),), lead_photo=Photo("x", "y", "z"))
    for row in (edition.article, edition.section, *edition.article.captions.all()[:1]):
        with pytest.raises(ProtectedError):
            getattr(row, "photo", row).delete()


def test_each_step_leaves_an_event_with_the_lists_it_touches():
    user = make_user()
    article = make_edition(by=user, tags=("harbour",), section="City").article
    hold(article, by=user, reason="Court")
    kinds = [(event.kind, event.by) for event in Event.objects.order_by("pk")]
    assert kinds == [("published", user), ("held", user)]
    keys = set(Event.objects.first().keys)
    assert {"front", f"article:{article.pk}", f"section:{article.section_id}"} <= keys
    assert any(key.startswith("tag:") for key in keys)


def test_scheduling_writes_the_event_ahead():
    six = timezone.now() + HOUR
    make_edition(at=six)
    event = Event.objects.get()
    assert (event.kind, event.due_at) == ("scheduled", six)
    assert not Event.objects.after(0).exists()
    assert list(Event.objects.after(0, at=six)) == [event]


def test_lists_page_newest_first_and_count_queries_not_stories(django_assert_num_queries):
    for number in range(5):
        make_edition(headline=f"Story {number}", lead_photo=Photo("c", "a", "x"))
    with django_assert_num_queries(3):  # editions with section; photos; renditions
        cards = list(Edition.objects.live().with_card_parts().newest_first())
        assert [card.section.name for card in cards] == ["City"] * 5
    assert [card.headline for card in cards] == [f"Story {number}" for number in (4, 3, 2, 1, 0)]


def test_an_update_keeps_the_address_and_a_typed_slug_changes_it():
    edition = make_edition(headline="Ferry aground")
    second = publish(change(edition.article, headline="Ferry pulled free"), by=None)
    assert second.slug == edition.slug == "ferry-aground"
    edition.article.slug = "ferry"
    edition.article.save()
    assert publish(edition.article, by=None).slug == "ferry"


def test_all_kinds_of_media_are_linked_for_serving():
    story = make_story(
        lead_photo=Photo("c", "a", "x"),
        blocks=(Paragraph("x"), Photo("c2", "a2", "x"), Video(title="A film")),
    )
    edition = make_edition(story)
    assert edition.photo_links.count() == 2
    assert edition.video_links.count() == 1
    assert edition.has_video
    film = edition.video_links.get().video
    film.poster = PhotoRow.objects.create(caption="A still")
    film.save()
    again = publish(edition.article, by=None)
    assert again.photo_links.count() == 3
    assert edition.replaced_at == FOREVER


@pytest.mark.parametrize("kind", [None, EditionKind.UPDATE, EditionKind.MINOR])
def test_a_new_note_on_what_was_wrong_makes_an_edition_a_correction(db, kind):
    article = make_edition().article
    article.corrections.create(text="It was a tug.", kind=CorrectionKind.CORRECTION)
    assert publish(article, by=None, kind=kind, despite="test").kind == EditionKind.CORRECTION
    again = publish(article, by=None, kind=kind, despite="test")
    assert again.kind == (kind or EditionKind.UPDATE)


def test_a_note_on_what_is_new_is_no_correction(db):
    article = make_edition().article
    article.corrections.create(text="Adds a quote.", kind=CorrectionKind.UPDATE)
    assert publish(article, by=None, despite="test").kind == EditionKind.UPDATE
