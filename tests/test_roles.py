"""Who may do what: role by action by section."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

from articles.admin.roles import rights_of
from articles.models import Article, Caption, Edition, Photo, Section
from articles.publishing import hold, publish, spike, withdraw
from articles.story import Photo as PhotoBlock
from articles.vocabulary import Status
from tests.desk import opened, url
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
MAY["spike"] = MAY["ready"] = MAY["publish"]


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
    "ready": do_ready,
    "spike": do_spike,
    "withdraw": do_withdraw,
    "hold": do_hold,
}


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
