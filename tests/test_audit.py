"""The audit: each step leaves one entry that says who, when, from where, and why."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from articles.models import AuditAction, AuditEntry, Edition
from articles.publishing import (
    NotAllowed,
    cancel,
    correct,
    hold,
    publish,
    publish_new,
    release,
    reschedule,
    schedule,
    set_embargo,
    set_status,
    spike,
    unspike,
    withdraw,
)
from articles.story import CorrectionKind
from articles.vocabulary import Status
from tests.desk import desk, opened, send, url
from tests.factories import make_article, make_edition, make_user

__all__ = ["desk"]  # a fixture

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _database(db):
    pass


@pytest.fixture
def ann():
    return make_user(username="ann")


def steps():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "before", "after"))


def test_a_story_from_draft_to_withdrawal_leaves_its_trail(ann):
    article = make_article()
    six = timezone.now() + HOUR
    at_six, at_seven = (timezone.localtime(six + n * HOUR).isoformat(timespec="minutes")
                        for n in (0, 1))  # fmt: skip
    set_status(article, Status.IN_REVIEW, by=ann)
    set_status(article, Status.DRAFT, by=ann, reason="Who says so?")
    spike(article, by=ann)
    unspike(article, by=ann)
    set_embargo(article, six, by=ann, reason="Agreed")
    set_embargo(article, None, by=ann)
    set_status(article, Status.READY, by=ann)
    schedule(article, six, by=ann)
    reschedule(article, six + HOUR, by=ann)
    cancel(article, by=ann)
    publish(article, by=ann)
    correct(
        article, by=ann, kind=CorrectionKind.CORRECTION, text="A tug.", is_substantive=True,
        reason="Mail",
    )  # fmt: skip
    hold(article, by=ann, reason="Court")
    release(article, by=ann, reason="Over")
    withdraw(article, by=ann, notice="Gone.", reason="Agreed")
    assert steps() == [
        ("status", "draft", "in_review"),
        ("status", "in_review", "draft"),
        ("status", "draft", "spiked"),
        ("status", "spiked", "draft"),
        ("embargo", "", at_six),
        ("embargo", at_six, ""),
        ("status", "draft", "ready"),
        ("scheduled", "ready", at_six),
        ("rescheduled", at_six, at_seven),
        ("cancelled", at_seven, "ready"),
        ("published", "ready", "live"),
        ("corrected", "live", "live"),
        ("held", "", "held"),
        ("released", "held", ""),
        ("withdrawn", "live", "withdrawn"),
    ]
    assert {entry.by for entry in AuditEntry.objects.all()} == {ann}
    assert AuditEntry.objects.order_by("pk")[1].reason == "Who says so?"


def test_imports_leave_no_entries():
    publish_new(make_article(), by=None)
    make_edition()
    assert steps() == []


def test_what_is_refused_leaves_no_entry(ann):
    article = make_article()
    spike(article, by=ann)
    for verb in (spike, publish, cancel):
        with pytest.raises(NotAllowed):
            verb(article, by=ann)
    assert len(steps()) == 1


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.READY])
def test_a_spiked_story_moves_nowhere_until_it_is_taken_back(ann, status):
    article = make_article()
    spike(article, by=ann)
    with pytest.raises(NotAllowed, match="take it back first"):
        set_status(article, status, by=ann)
    assert unspike(article, by=ann).status == Status.DRAFT
    with pytest.raises(NotAllowed, match="not spiked"):
        unspike(article, by=ann)


def test_steps_that_make_no_sense_are_refused(ann):
    article = make_article()
    for status in (Status.DRAFT, Status.SPIKED):
        with pytest.raises(NotAllowed):
            set_status(article, status, by=ann)
    hold(article, by=ann, reason="Court")
    with pytest.raises(NotAllowed, match="already"):
        hold(article, by=ann, reason="Court")
    release(article, by=ann, reason="Over")
    with pytest.raises(NotAllowed, match="not held"):
        release(article, by=ann, reason="Over")


def test_changes_of_a_live_story_pass_through_review_and_begin_anew(ann):
    article = make_edition().article
    with pytest.raises(NotAllowed, match="Nothing of"):
        set_status(article, Status.IN_REVIEW, by=ann)
    article.headline, article.revision = "New", article.revision + 1
    article.save()
    assert set_status(article, Status.IN_REVIEW, by=ann).status == Status.IN_REVIEW
    assert Edition.objects.live().get().headline != "New"
    publish(article, by=ann)
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_the_address_a_step_came_from_is_kept(desk):
    article = make_article()
    data = opened(desk, article) | {"_status": "in_review"}
    desk.post(url(article), data, REMOTE_ADDR="203.0.113.7")
    entry = AuditEntry.objects.get()
    assert (entry.origin, entry.by.username) == ("203.0.113.7", "chief")


def test_a_word_to_the_writer_goes_with_the_story(desk):
    article = make_article()
    send(desk, article, opened(desk, article), _status="in_review")
    page = desk.get(url(article)).content.decode()
    assert "In review" in page
    desk.post(url(article, "back"), {"confirm": "1", "reason": "A second source, please"})
    entry = AuditEntry.objects.first()
    assert (entry.before, entry.after) == ("in_review", "draft")
    assert entry.reason == "A second source, please"


def test_the_desk_takes_changes_of_a_live_story_through_review(desk):
    article = make_edition().article
    assert 'name="_status"' not in desk.get(url(article)).content.decode()
    send(desk, article, opened(desk, article), headline="New", _status="in_review")
    page = desk.get(url(article)).content.decode()
    assert "with changes in review" in page
    send(desk, article, opened(desk, article), _publish="minor")
    assert "with changes" not in desk.get(url(article)).content.decode()


@pytest.mark.parametrize(
    ("role", "sees"),
    [("Reporter", False), ("Photo editor", False), ("Editor", False), ("Publisher", True)],
)
def test_the_audit_is_read_by_publishers_and_changed_by_nobody(client, ann, role, sees):
    import_module("articles.migrations.0002_roles").make_roles(apps, connection.schema_editor())
    client.force_login(make_user(role))
    article = make_article()
    hold(article, by=ann, reason="Court order 12")
    entry = AuditEntry.objects.get()
    AuditEntry.objects.update(origin="203.0.113.7")
    for address in ("", f"?article__id__exact={article.pk}&action=held", f"{entry.pk}/change/"):
        response = client.get(f"/admin/articles/auditentry/{address}")
        assert (response.status_code == 200) is sees, address
        assert ("203.0.113.7" in response.content.decode()) is sees
    assert client.get("/admin/articles/auditentry/add/").status_code == 403
    client.post(f"/admin/articles/auditentry/{entry.pk}/change/", {"reason": "x"})
    client.post(f"/admin/articles/auditentry/{entry.pk}/delete/", {"post": "yes"})
    assert AuditEntry.objects.get().reason == "Court order 12"
    for address in (url(article), url(article, "preview"), "/admin/articles/event/"):
        assert "203.0.113.7" not in client.get(address).content.decode()


def test_every_action_of_a_story_has_a_name_in_the_list(desk, ann):
    for action in AuditAction.values:
        AuditEntry.objects.create(action=action, by=ann, before="draft", after="2026-11-30T06:00Z")
    page = desk.get("/admin/articles/auditentry/").content.decode()
    assert "Monday 30 November, 06:00" in page
    assert all(label in page for label in map(str, AuditAction.labels))
