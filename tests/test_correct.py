"""Corrections: one step that readers, feeds and machines see at once."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition, ErrorReport, Event, Section, Version
from articles.publishing import (
    EditionWaits,
    NotAllowed,
    NotReady,
    StaleRevision,
    Waiting,
    chain_is_intact,
    correct,
    hold,
    publish,
    schedule,
    set_status,
    withdraw,
)
from articles.story import CorrectionKind, Paragraph, Photo
from articles.vocabulary import EditionKind, EventKind, Status
from tests.desk import desk, opened, said, url
from tests.factories import make_article, make_edition, make_user

__all__ = ["desk"]  # a fixture

HOUR = timedelta(hours=1)
NOTE = "The bridge is 120 metres long, not 210."


@pytest.fixture(autouse=True)
def _database(db):
    pass


@pytest.fixture
def edition():
    """A story that has been live for two hours."""
    with time_machine.travel(timezone.now() - 2 * HOUR, tick=False):
        return make_edition(headline="Bridge closes", blocks=(Paragraph("It is 210 metres long."),))


def corrected(article, **given):
    given = {
        "by": None, "kind": CorrectionKind.CORRECTION, "text": NOTE, "is_substantive": True,
        "reason": "A reader measured it",
    } | given  # fmt: skip
    return correct(article, **given)


def change(article, **fields):
    with transaction.atomic():
        Article.load(replace(article.story(), **fields), into=article)
    return article


def live():
    return Edition.objects.live().get()


@pytest.mark.parametrize(
    ("kind", "is_substantive", "edition_kind"),
    [
        (CorrectionKind.CORRECTION, True, EditionKind.CORRECTION),
        (CorrectionKind.CLARIFICATION, False, EditionKind.MINOR),
        (CorrectionKind.UPDATE, True, EditionKind.UPDATE),
        (CorrectionKind.EDITORS_NOTE, False, EditionKind.MINOR),
        (CorrectionKind.RETRACTION, True, EditionKind.CORRECTION),
    ],
)
def test_a_note_is_published_as_heavily_as_the_desk_says(
    edition, kind, is_substantive, edition_kind
):
    now = corrected(edition.article, kind=kind, is_substantive=is_substantive)
    assert (now.kind, now.story().corrections[0].kind) == (edition_kind, kind)
    assert now.updated_at == (now.goes_live_at if is_substantive else None)
    assert chain_is_intact(edition.article)


def test_the_working_copy_gets_the_note_and_nothing_is_left_unpublished(edition):
    user = make_user()
    now = corrected(edition.article, by=user)
    article = Article.objects.get()
    assert article.corrections.get().edition == now
    assert (article.revision, now.revision) == (edition.article.revision + 1,) * 2
    version = Version.objects.get()
    assert (version.by, version.reason) == (user, "A reader measured it")
    assert Event.objects.first().kind == EventKind.CORRECTED


def test_readers_and_machines_see_a_correction_at_once(edition, client):
    address = edition.get_absolute_url()
    now = corrected(edition.article)
    hour = now.goes_live_at
    page = client.get(address).content.decode()
    assert NOTE in page
    assert NOTE in client.get("/corrections/").content.decode()
    assert NOTE in client.get(edition.get_history_url()).content.decode()
    assert NOTE in client.get(edition.get_lite_url()).content.decode()
    data = json.loads(re.search(r"<script type=.application/ld\+json.>(.+?)</script>", page)[1])
    told = json.dumps(data)
    assert "CorrectionComment" in told
    assert NOTE in told
    stamp = timezone.localtime(hour).isoformat(timespec="seconds")
    assert stamp[:16] in told
    utc = hour.strftime("%Y-%m-%dT%H:%M")
    for feed in ("/feed/atom/", "/feed/json/"):
        assert utc in client.get(feed).content.decode(), feed
    item = client.get(f"/api/v1/stories/{edition.article_id}/").content.decode()
    assert utc in item
    assert NOTE in item
    month = f"/sitemap/{timezone.localtime(edition.sort_at):%Y-%m}.xml"
    assert utc in client.get(month).content.decode()


def test_a_minor_clarification_moves_no_updated_hour(edition, client):
    corrected(edition.article, kind=CorrectionKind.CLARIFICATION, is_substantive=False)
    page = client.get(edition.get_absolute_url()).content.decode()
    assert NOTE in page
    assert live().updated_at is None
    assert NOTE in client.get("/corrections/").content.decode()


def test_other_changes_wait_while_the_live_text_alone_is_corrected(edition):
    article = change(edition.article, headline="Not ready yet")
    set_status(article, Status.IN_REVIEW, by=None)
    now = corrected(article, only_live=True)
    assert live().headline == "Bridge closes"
    assert [note.text for note in live().story().corrections] == [NOTE]
    fresh = Article.objects.get()
    assert (fresh.headline, fresh.status) == ("Not ready yet", Status.IN_REVIEW)
    assert [note.text for note in fresh.story().corrections] == [NOTE]
    assert now.revision == edition.revision != fresh.revision
    later = publish(fresh, by=None, kind=EditionKind.MINOR)
    assert (later.kind, later.headline) == (EditionKind.MINOR, "Not ready yet")


def test_changes_that_mend_the_text_are_published_with_the_note(edition):
    article = change(edition.article, blocks=(Paragraph("It is 120 metres long."),))
    set_status(article, Status.READY, by=None)
    corrected(article)
    assert live().story().blocks == (Paragraph("It is 120 metres long."),)
    assert Article.objects.get().status == Status.DRAFT


@pytest.mark.parametrize(
    ("only_live", "waiting", "at_six"),
    [
        (True, Waiting.REFREEZE, ("Planned", [NOTE])),
        (True, Waiting.CANCEL, ("Bridge closes", [NOTE])),
        (False, Waiting.REFREEZE, ("Newest", [NOTE])),
        (False, Waiting.CANCEL, ("Newest", [NOTE])),
    ],
)
def test_what_waits_never_undoes_a_correction(edition, only_live, waiting, at_six):
    six = timezone.now() + HOUR
    article = change(edition.article, headline="Planned")
    schedule(article, six, by=None, kind=EditionKind.UPDATE)
    change(article, headline="Newest")
    with pytest.raises(EditionWaits):
        corrected(article, only_live=only_live)
    assert not Article.objects.get().corrections.exists()
    corrected(article, only_live=only_live, waiting=waiting)
    then = Edition.objects.live(six).get()
    assert (then.headline, [note.text for note in then.story().corrections]) == at_six


def test_only_what_is_live_is_corrected(edition):
    withdraw(edition.article, by=None, notice="Gone.", reason="Wrong")
    for article in (make_article(), edition.article):
        with pytest.raises(NotAllowed, match="not live"):
            corrected(article)


@pytest.mark.parametrize("given", [{"text": " "}, {"reason": ""}])
def test_a_correction_has_words_and_a_reason(edition, given):
    with pytest.raises(NotAllowed):
        corrected(edition.article, **given)


def test_nobody_corrects_what_was_saved_meanwhile(edition):
    with pytest.raises(StaleRevision):
        corrected(edition.article, revision=edition.article.revision - 1)


def test_old_gaps_never_stop_a_correction_of_the_live_text_but_new_ones_do():
    edition = make_edition(lead_photo=Photo("A pier.", "", "Wire"))
    photo = edition.lead_photo
    photo.rights_until = timezone.now() - HOUR
    photo.save()
    with pytest.raises(NotReady, match="rights end"):
        corrected(edition.article, despite="It is urgent")
    photo.rights_until = None
    photo.save()
    corrected(edition.article)
    hold(edition.article, by=None, reason="Court")
    with pytest.raises(NotReady, match="legal hold"):
        corrected(edition.article, text="Another.", only_live=True)


# The form.


def asked(desk, article, **given):
    given = {
        "confirm": "1", "note_kind": "correction", "text": NOTE, "kind": "update", "reason": "Mail",
        "revision": article.revision,
    } | given  # fmt: skip
    return desk.post(url(article, "correct"), given, follow=True)


def test_one_form_corrects_and_says_where_readers_see_it(desk, edition):
    page = desk.get(url(edition.article)).content.decode()
    assert 'name="_verb" value="correct"' in page
    response = asked(desk, edition.article)
    assert f'Readers see the note at <a href="{edition.get_absolute_url()}">' in said(response)
    assert "/corrections/" in said(response)
    assert live().kind == EditionKind.CORRECTION


@pytest.mark.parametrize(
    ("missing", "target", "said"),
    [
        ("note_kind", "note_kind_0", "Say what it is: a correction, a clarification or another"),
        ("text", "text", "Write the text that readers get."),
        ("kind", "kind_0", "Say how much it changes: substantive or minor."),
        ("reason", "reason", "Give a reason: it stays with the record."),
    ],
)
def test_nothing_is_guessed_and_nothing_typed_is_lost(desk, edition, missing, target, said):
    page = asked(desk, edition.article, **{missing: ""}).content.decode()
    assert "Nothing was done" in page
    assert f'<a href="#id_{target}" data-problem="{target}">{said}' in page
    assert f'id="id_{target}"' in page
    assert page.count(said) == 2  # at its field too
    assert (NOTE in page) is (missing != "text")
    assert Edition.objects.count() == 1
    form = desk.get(url(edition.article, "correct")).context["form"]
    assert not form[missing].value()


def test_what_is_needed_is_marked_before(desk, edition):
    def marked(name):
        page = desk.get(url(edition.article, name)).content.decode()
        label = r'>([^<>]+) <span class="needed" aria-hidden="true">\(needed\)</span>'
        return re.findall(label, page), page.count(" required")

    assert marked("hold") == (["Why"], 1)
    assert marked("withdraw") == (["Notice for readers", "Why"], 2)
    assert marked("schedule")[0] == ["When", "The change is"]
    labels = ["What it is", "Text for readers", "How much it changes", "Why"]
    assert marked("correct") == (labels, 1 + 1 + 5 + 2)


def test_the_form_names_other_changes_and_asks_what_becomes_of_them(desk, edition):
    article = change(edition.article, headline="Another")
    page = desk.get(url(article, "correct")).content.decode()
    assert "Changed: Headline." in page
    assert "Nothing was done" in asked(desk, article).content.decode()
    asked(desk, article, scope="live")
    assert (live().headline, live().kind) == ("Bridge closes", EditionKind.CORRECTION)


def test_a_moved_address_and_section_are_named_and_wait_if_the_editor_says_so(desk, edition):
    world = Section.objects.create(name="World", slug="world")
    data = opened(desk, edition.article)
    sent = data | {
        "slug": "of-the-bridge",
        "section": world.pk,
        "tags": "piers",
        "_verb": "correct",
    }
    page = desk.post(url(edition.article), sent, follow=True).content.decode()
    assert "Changed: Tags, Section, Address." in page
    article = Article.objects.get()
    asked(desk, article, scope="live")
    assert live().get_absolute_url() == edition.get_absolute_url()
    asked(desk, Article.objects.get(), scope="all", text="Another.")
    assert live().get_absolute_url() == f"/world/of-the-bridge-{article.pk}/"


@pytest.mark.parametrize("part", ["slug", "section"])
def test_where_a_story_stands_is_a_change_by_itself(desk, edition, part):
    article = edition.article
    article.slug = "of-the-bridge" if part == "slug" else ""
    if part == "section":
        article.section = Section.objects.create(name="World", slug="world")
    article.save()
    assert asked(desk, article).context["form"].errors.keys() == {"scope"}
    asked(desk, article, scope="live")
    assert live().get_absolute_url() == edition.get_absolute_url()
    assert not publishing.has_nothing_new(Article.objects.get())


def test_a_section_that_is_called_otherwise_since_is_no_other_change(desk, edition):
    Section.objects.update(name="Town")
    assert "scope" not in desk.get(url(edition.article, "correct")).context["form"].fields


def test_the_form_asks_what_becomes_of_an_edition_that_waits(desk, edition):
    six = timezone.now() + HOUR
    article = change(edition.article, headline="Planned")
    schedule(article, six, by=None, kind=EditionKind.UPDATE)
    page = desk.get(url(article, "correct")).content.decode()
    assert "“Planned” waits for" in page
    assert "Nothing was done" in asked(desk, article, scope="live").content.decode()
    asked(desk, article, scope="live", waiting="refreeze")
    assert Edition.objects.live(six).get().headline == "Planned"


def test_the_reports_that_a_correction_answers_are_settled_with_it(desk, edition):
    article = edition.article
    answered, other = (
        ErrorReport.objects.create(article=article, text=words, email="ann@example.org")
        for words in ("Measured: 120 metres.", "A <b>comma</b> is missing.")
    )
    page = desk.get(url(article, "correct")).content.decode()
    assert "Measured: 120 metres." in page
    assert "A &lt;b&gt;comma" in page
    assert "The text is as readers have it" in page
    elsewhere = ErrorReport.objects.create(article=make_edition().article, text="Elsewhere")
    refused = asked(desk, article, reports=[elsewhere.pk])
    assert "Nothing was done" in refused.content.decode()
    asked(desk, article, reports=[answered.pk])
    assert Edition.objects.filter(article=article).count() == 2
    assert list(ErrorReport.objects.open()) == [elsewhere, other]
    answered.refresh_from_db()
    assert (answered.settled_by.username, answered.email) == ("chief", "")
    assert "Measured: 120 metres." not in desk.get(url(article, "correct")).content.decode()


def test_a_story_saved_meanwhile_is_looked_at_first(desk, edition):
    article = change(edition.article, headline="Saved meanwhile")
    page = asked(desk, article, scope="all", revision=edition.revision).content.decode()
    assert "meanwhile" in page
    assert "look at it first" in page
    assert NOTE in page
    assert Edition.objects.count() == 1


def test_a_story_that_is_not_live_has_no_correction_to_make(desk):
    article = make_article()
    assert "not live" in asked(desk, article).content.decode()
    assert 'value="correct"' not in desk.get(url(article)).content.decode()
