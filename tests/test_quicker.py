"""Desk states chosen on a page that is no longer true: nobody is overruled without a word."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from articles.models import Article, AuditEntry
from articles.publishing import StaleRevision, keep_version, publish, set_status, spike
from articles.vocabulary import Status
from tests.desk import opened, url
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
migration = import_module("articles.migrations.0002_roles")


@pytest.fixture
def chief():
    migration.make_roles(apps, connection.schema_editor())
    return make_user("Publisher", username="chief")


@pytest.fixture
def ann():
    return make_user(username="ann", first_name="Ann", last_name="Varley")


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture
def sent(chief):
    return set_status(make_article(headline="Ferry"), Status.IN_REVIEW, by=chief)


def ready(story, by):
    set_status(story, Status.READY, by=by)


def dropped(story, by):
    spike(story, by=by)


def published(story, by):
    publish(story, by=by, despite="a test")


def scheduled(story, by):
    publish(story, by=by, despite="a test", at=timezone.now() + timedelta(hours=1))


def from_row(desk, story):
    """Open the list; return what presses “Back to draft” there, and returns what is said."""
    row = next(row for row in desk.get(LIST).context["rows"] if row.article == story)
    button = next(value for value, _label in row.moves if value.startswith("draft"))
    return lambda: desk.post(f"{LIST}{story.pk}/move/", {"move": button}, follow=True)


def from_page(desk, story):
    page = desk.get(url(story)).content.decode()
    button = page.partition('name="_status" value="')[2].partition('"')[0]
    typed = opened(desk, story) | {"_status": button}
    return lambda: desk.post(url(story), typed, follow=True)


def from_step(desk, story):
    form = desk.get(url(story, "back")).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    return lambda: desk.post(url(story, "back"), typed | {"confirm": "1"}, follow=True)


PAGES = [from_row, from_page, from_step]
STEPS = [
    (ready, "is now: Ready."),
    (dropped, "is now: Spiked."),
    (published, "is now: live."),
    (scheduled, "is now: scheduled for "),
]


@pytest.mark.parametrize(("quicker", "told"), STEPS)
@pytest.mark.parametrize("page", PAGES)
def test_stale_page_overrules_nobody_and_says_who_was_quicker(desk, sent, ann, page, quicker, told):
    press = page(desk, sent)
    quicker(sent, ann)
    truth, steps = Article.objects.get().status, AuditEntry.objects.count()
    response = press()
    if quicker is dropped and page is not from_row:
        assert response.status_code == 403  # a spiked story is nobody's to change
    else:
        said = response.content.decode()
        assert "Ann Varley was quicker, " in said
        assert told in said
    assert (Article.objects.get().status, AuditEntry.objects.count()) == (truth, steps)


@pytest.mark.parametrize("page", PAGES)
def test_ones_own_other_page_is_named_as_such(desk, chief, sent, page):
    press = page(desk, sent)
    ready(sent, chief)
    assert "Your other page was quicker, " in press().content.decode()
    assert Article.objects.get().status == Status.READY


@pytest.mark.parametrize("page", [from_row, from_step])
def test_text_saved_meanwhile_is_not_passed_on_unseen(desk, sent, ann, page):
    press = page(desk, sent)
    Article.load(sent.story(), into=sent)
    keep_version(sent, by=ann)
    assert "Ann Varley saved “Ferry” meanwhile: " in press().content.decode()
    assert Article.objects.get().status == Status.IN_REVIEW


def test_state_is_compared_under_the_lock(sent, ann, chief):
    ready(sent, ann)
    with pytest.raises(StaleRevision, match="Ann Varley was quicker"):
        set_status(sent, Status.DRAFT, by=chief, seen=Status.IN_REVIEW)
