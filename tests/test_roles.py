"""Who may do what: role by action by section."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone

from articles.admin.roles import rights_of
from articles.admin.verbs import VERBS
from articles.models import Article, Caption, Edition, Photo, Section
from articles.publishing import hold, publish, set_embargo, set_status, spike, withdraw
from articles.story import Photo as PhotoBlock
from articles.vocabulary import Status
from tests.desk import opened, said, url
from tests.factories import make_article, make_edition, make_user

migration = import_module("articles.migrations.0002_roles")
pytestmark = pytest.mark.django_db

ROLES = list(migration.ROLES)


@pytest.fixture(autouse=True)
def roles(db):
    """The groups of the migration, also after a test that emptied the database."""
    migration.make_roles(apps, connection.schema_editor())


@pytest.fixture
def own_section():
    return Section.objects.create(name="City", slug="city")


def story_of(whose, user, section):
    """Return a story: by the user, in a section of theirs, in one below it, or elsewhere."""
    writer = user if whose == "own story" else make_user("Reporter", username="somebody")
    name = {"own section": "City", "own sub-section": "Schools"}.get(whose, "World")
    if name == "Schools":
        Section.objects.create(name="Schools", slug="schools", parent=section)
    lead = PhotoBlock(caption="A pier.", alt_text="A pier.", supplier="Wire")
    article = make_article(by=writer, section=name, lead_photo=lead)
    Photo.objects.update(file="originals/aa/pier.jpg")
    return article


WHOSE = ["own story", "own section", "own sub-section", "elsewhere"]
EDITS = {"own section", "own sub-section"}

MAY = {
    "view": {(role, whose) for role in ROLES for whose in WHOSE},
    "change": {
        *((role, "own story") for role in ROLES),
        *(("Editor", whose) for whose in EDITS),
        *(("Publisher", whose) for whose in WHOSE),
    },
    "photos": {
        *((role, "own story") for role in ROLES),
        *(("Editor", whose) for whose in EDITS),
        *(("Publisher", whose) for whose in WHOSE),
        *(("Photo editor", whose) for whose in WHOSE),
    },
    "publish": {
        *(("Editor", whose) for whose in EDITS),
        *(("Publisher", whose) for whose in WHOSE),
    },
    "withdraw": {("Publisher", whose) for whose in WHOSE},
    "hold": {("Publisher", whose) for whose in WHOSE},
}
MAY["review"] = MAY["draft"] = MAY["change"]
for action in (
    "ready", "spike", "unspike", "schedule", "reschedule", "cancel", "embargo", "lift", "correct",
):  # fmt: skip
    MAY[action] = MAY["publish"]
MAY["release"] = MAY["override"] = {("Publisher", whose) for whose in WHOSE}


def do_view(client, article):
    return client.get(url(article)).status_code == 200


def do_change(client, article):
    data = _typed(client, article) | {"headline": "Changed"}
    client.post(url(article), data)
    return Article.objects.get(pk=article.pk).headline == "Changed"


def do_photos(client, article):
    data = _typed(client, article)
    data |= {"captions-0-caption": "Changed"}
    client.post(url(article), data)
    return Caption.objects.get(article=article).caption == "Changed"


def do_publish(client, article):
    client.post(url(article), _typed(client, article) | {"_publish": "1"})
    return Edition.objects.live().filter(article=article).exists()


def do_ready(client, article):
    client.post(url(article), _typed(client, article) | {"_status": "ready"})
    return Article.objects.get(pk=article.pk).status == Status.READY


def do_spike(client, article):
    client.post(url(article, "spike"), {"confirm": "1", "reason": "Old"})
    return Article.objects.get(pk=article.pk).status == Status.SPIKED


def do_withdraw(client, article):
    publish(article, by=None)
    client.post(url(article, "withdraw"), {"confirm": "1", "reason": "Wrong", "notice": "Sorry."})
    return not Edition.objects.live().filter(article=article).exists()


def do_hold(client, article):
    client.post(url(article, "hold"), {"confirm": "1", "reason": "Court"})
    return Article.objects.get(pk=article.pk).held


def do_review(client, article):
    client.post(url(article), _typed(client, article) | {"_status": "in_review"})
    return Article.objects.get(pk=article.pk).status == Status.IN_REVIEW


def do_draft(client, article):
    set_status(article, Status.IN_REVIEW, by=None)
    client.post(url(article, "back"), {"confirm": "1", "reason": "Again"})
    return Article.objects.get(pk=article.pk).status == Status.DRAFT


def do_unspike(client, article):
    spike(article, by=None)
    client.post(url(article, "unspike"), {"confirm": "1"})
    return Article.objects.get(pk=article.pk).status == Status.DRAFT


LATER = {"confirm": "1", "day": "2199-01-02", "clock": "06:00", "reason": "Agreed"}


def do_schedule(client, article):
    client.post(url(article, "schedule"), LATER)
    return article.editions.pending().exists()


def do_reschedule(client, article):
    before = publish(article, by=None, at=timezone.now() + timedelta(hours=1)).goes_live_at
    client.post(url(article, "reschedule"), LATER)
    return article.editions.pending().get().goes_live_at != before


def do_cancel(client, article):
    publish(article, by=None, at=timezone.now() + timedelta(hours=1))
    client.post(url(article, "cancel"), {"confirm": "1"})
    return not article.editions.pending().exists()


def do_embargo(client, article):
    client.post(url(article, "embargo"), LATER)
    return Article.objects.get(pk=article.pk).embargo_until is not None


def do_lift(client, article):
    set_embargo(article, timezone.now() + timedelta(hours=1), by=None)
    client.post(url(article, "lift"), LATER)
    return Article.objects.get(pk=article.pk).embargo_until is None


def do_correct(client, article):
    publish(article, by=None)
    given = {"note_kind": "correction", "text": "A tug.", "kind": "update", "reason": "Mail"}
    client.post(url(article, "correct"), {"confirm": "1", **given})
    return article.corrections.exists()


def do_release(client, article):
    hold(article, by=None, reason="Court")
    client.post(url(article, "release"), {"confirm": "1", "reason": "Over"})
    return not Article.objects.get(pk=article.pk).held


def do_override(client, article):
    Article.objects.filter(pk=article.pk).update(headline="TK: a ferry")  # the checks warn
    client.post(url(article), _typed(client, article) | {"_publish": "1", "despite": "The hour"})
    return Edition.objects.live().filter(article=article).exists()


def _typed(client, article):
    """Return the data of the form, even for those whom the page does not show one."""
    data = opened(client, article)
    if "headline" in data:
        return data
    chief = client.__class__()
    chief.force_login(make_user(username="chief", is_superuser=True))
    crafted = opened(chief, article)
    return crafted | data


DO = {
    "view": do_view,
    "change": do_change,
    "photos": do_photos,
    "publish": do_publish,
    "review": do_review,
    "ready": do_ready,
    "draft": do_draft,
    "spike": do_spike,
    "unspike": do_unspike,
    "schedule": do_schedule,
    "reschedule": do_reschedule,
    "cancel": do_cancel,
    "embargo": do_embargo,
    "lift": do_lift,
    "correct": do_correct,
    "withdraw": do_withdraw,
    "hold": do_hold,
    "release": do_release,
    "override": do_override,
}


def test_every_verb_of_the_desk_is_in_the_matrix():
    assert set(VERBS) - {"back"} <= set(DO)


@pytest.mark.parametrize("whose", WHOSE)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", DO)
def test_role_may_do_to_a_story_what_the_matrix_says(client, own_section, action, role, whose):
    user = make_user(role, sections=[own_section])
    client.force_login(user)
    article = story_of(whose, user, own_section)
    assert DO[action](client, article) is ((role, whose) in MAY[action])


def test_nobody_logged_out_or_outside_the_staff_sees_the_desk(client):
    article = make_article()
    assert client.get(url(article)).status_code == 302
    user = make_user("Publisher")
    user.is_staff = False
    user.save()
    client.force_login(user)
    for address in (url(article), url(article, "preview"), url(article, "withdraw")):
        assert client.get(address).status_code == 302


def test_spiked_story_is_nobodys_to_change_until_it_is_taken_back(client):
    reporter, publisher = make_user("Reporter"), make_user("Publisher")
    article = make_article(by=reporter)
    spike(article, by=publisher)
    client.force_login(reporter)
    assert client.post(url(article), {"headline": "Mine again"}).status_code == 403
    assert client.post(url(article, "unspike"), {"confirm": "1"}).status_code == 403
    client.force_login(publisher)
    client.post(url(article, "unspike"), {"confirm": "1"})
    assert Article.objects.get(pk=article.pk).status == Status.DRAFT


@pytest.mark.parametrize(
    ("role", "published"), [("Reporter", False), ("Editor", False), ("Publisher", True)]
)
def test_only_a_publisher_publishes_despite_warnings(client, own_section, role, published):
    user = make_user(role, sections=[own_section])
    client.force_login(user)
    article = make_article(by=user, section="City", lead_photo=PhotoBlock(caption="No credit."))
    data = opened(client, article) | {"_publish": "1", "despite": "The hour"}
    client.post(url(article), data)
    assert Edition.objects.filter(article=article).exists() is published


def test_editor_cannot_publish_by_moving_a_story_into_another_section(client, own_section):
    editor = make_user("Editor", sections=[own_section])
    client.force_login(editor)
    world = Section.objects.create(name="World", slug="world")
    article = make_article(section="City")
    data = opened(client, article) | {"section": world.pk, "_publish": "1"}
    assert client.post(url(article), data).status_code == 403
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("Reporter", False), ("Photo editor", True), ("Editor", True), ("Publisher", True)],
)
def test_rights_of_a_photo_are_the_photo_desks(client, role, allowed):
    client.force_login(make_user(role))
    photo = Photo.objects.create(caption="A pier.")
    address = f"/admin/articles/photo/{photo.pk}/change/"
    data = {"usage_terms": "One use", "focal_x": "0.5", "focal_y": "0.5", "caption": "A pier."}
    client.post(address, data)
    assert (Photo.objects.get().usage_terms == "One use") is allowed


@pytest.mark.parametrize("role", ROLES)
def test_no_role_reaches_accounts(client, role):
    client.force_login(make_user(role))
    assert client.get("/admin/auth/user/").status_code == 403
    assert client.get("/admin/auth/group/").status_code == 403


def test_roles_can_be_taken_back_and_made_again():
    migration.drop_roles(apps, None)
    assert not Group.objects.filter(name__in=ROLES).exists()
    migration.make_roles(apps, connection.schema_editor())
    for role in ROLES:
        found = Group.objects.get(name=role).permissions.values_list(
            "content_type__app_label", "codename"
        )
        assert set(found) == migration.codenames(role)


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_only_a_publisher_brings_back_what_was_withdrawn_or_held(db, role):
    withdrawn, held = make_edition().article, make_edition().article
    user = make_user(role, sections=[withdrawn.section])
    assert rights_of(user, withdrawn).publish
    withdraw(withdrawn, by=None, notice="Gone.", reason="Wrong")
    held = hold(held, by=None, reason="Court order")
    may = role == "Publisher"
    assert (rights_of(user, withdrawn).publish, rights_of(user, held).publish) == (may, may)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_publishes_by_editing_a_field(client, own_section, role):
    user = make_user(role, sections=[own_section])
    client.force_login(user)
    article = story_of("own story", user, own_section)
    live = make_edition(headline="Live", by=user, section="City")
    crafted = {
        "status": "ready", "held": "1", "embargo_until": "2099-01-01T06:00", "kind": "first",
        "published_at": "2020-01-01T06:00:00", "editions": "1", "editions-TOTAL_FORMS": "1",
        "goes_live_at": "2020-01-01T06:00", "is_live": "1", "revision": "99", "created_by": "1",
        "waiting": "cancel", "despite": "x", "live_revision": "1",
    }  # fmt: skip
    for story in (article, live.article):
        client.post(url(story), opened(client, story) | crafted)
        fresh = Article.objects.get(pk=story.pk)
        assert (fresh.status, fresh.held, fresh.embargo_until) == (Status.DRAFT, False, None)
        assert fresh.revision == story.revision + 1
        assert fresh.created_by == user
    assert list(Edition.objects.all()) == [live]
    assert Edition.objects.get().published_at == live.published_at


@pytest.mark.parametrize("name", ["spiked", "live", "scheduled", "withdrawn", "", "x" * 500])
def test_a_desk_state_cannot_be_invented(client, name):
    client.force_login(make_user("Publisher"))
    article = make_article()
    client.post(url(article), opened(client, article) | {"_status": name, "_verb": name})
    assert Article.objects.get(pk=article.pk).status == Status.DRAFT


def test_an_editor_cannot_undo_a_withdrawal_that_a_publisher_has_set_for_later(own_section):
    edition = make_edition(section="City")
    editor = make_user("Editor", sections=[own_section])
    later = timezone.now() + timedelta(hours=1)
    withdraw(edition.article, by=None, notice="Gone.", reason="Agreed", at=later)
    assert not rights_of(editor, edition.article).schedule
    assert rights_of(make_user("Publisher"), edition.article).schedule


def test_an_editor_does_not_hurry_the_return_of_what_a_publisher_withdrew(own_section):
    edition = make_edition(section="City")
    withdraw(edition.article, by=None, notice="Gone.", reason="Wrong")
    later = timezone.now() + timedelta(hours=1)
    publish(edition.article, by=None, at=later, reason="The judge let it stand")
    editor = make_user("Editor", sections=[own_section])
    assert not rights_of(editor, edition.article).publish
    assert rights_of(make_user("Publisher"), edition.article).publish


def test_many_are_published_at_once_and_the_rest_says_why_not(client, own_section):
    client.force_login(make_user("Editor", sections=[own_section]))
    whole, lacking = make_article(headline="Whole"), make_article(headline="Lacking TK")
    ids = f"{whole.pk},{lacking.pk}"
    response = client.post(
        f"/admin/articles/article/verb/publish/?ids={ids}",
        {"confirm": "1", "despite": "mine"},
        follow=True,
    )
    assert "a note to the desk is still there" in said(response)
    assert list(Edition.objects.values_list("headline", flat=True)) == ["Whole"]
