"""Many stories at once: exactly those the view showed, each by itself, refusals told."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from articles.admin.bulk import MOST
from articles.models import Article, AuditEntry, Edition, Section, Version
from articles.publishing import spike
from articles.vocabulary import Status
from tests.desk import fields_of
from tests.factories import make_article, make_edition, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
BULK = f"{LIST}bulk/"
migration = import_module("articles.migrations.0002_roles")


@pytest.fixture(autouse=True)
def roles(db):
    migration.make_roles(apps, connection.schema_editor())


@pytest.fixture
def chief():
    return make_user("Publisher", username="chief")


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


def text(response):
    return " ".join(response.content.decode().split())


def ask(client, verb, query="", ticked=None, until=None):
    """Go on from the list with ticked stories, or with all in the view as it is now."""
    data = {"verb": verb, "until": (until or timezone.now()).isoformat()}
    data |= {"scope": "all"} if ticked is None else {"story": [a.pk for a in ticked]}
    return client.post(f"{BULK}?{query}", data, follow=True)


def confirm(client, asked, **given):
    """Send the form of the page that asks, as a browser would."""
    hidden = {
        name: asked.context["chosen"].ids if name == "story" else value
        for name, value in _hidden(asked).items()
    }
    return client.post(f"{BULK}?{asked.context['query']}", hidden | {"confirm": "1"} | given)


def _hidden(asked):
    chosen = asked.context["chosen"]
    data = {"verb": asked.context["name"], "digest": chosen.digest, "count": chosen.count}
    if chosen.until:
        return data | {"scope": "all", "until": chosen.until}
    return data | {"story": chosen.ids}


def names(articles):
    return sorted(article.headline for article in articles)


def test_all_in_the_view_are_exactly_those_that_fit_its_filters(desk):
    city = make_article(headline="City draft").section
    for n in range(60):
        make_article(headline=f"City {n}")
    make_article(headline="World draft", section="World")
    make_edition(headline="City live")
    asked = ask(desk, "spike", f"section={city.pk}&state=draft")
    assert "61 stories" in text(asked)
    assert "Spike: 61 stories" in text(asked)
    assert "and 51 more" in text(asked)
    done = confirm(desk, asked, reason="Old")
    assert len(done.context["done"]) == 61
    assert done.context["refused"] == []
    left = Article.objects.exclude(status=Status.SPIKED)
    assert names(left) == ["City live", "World draft"]


def test_what_came_into_the_view_after_it_was_looked_at_is_left_out(desk):
    make_article(headline="Seen")
    looked_at = timezone.now()
    make_article(headline="Came later")
    asked = ask(desk, "spike", until=looked_at)
    assert names(asked.context["first"]) == ["Seen"]
    make_article(headline="Came last")
    confirm(desk, asked)
    assert names(Article.objects.with_status(Status.SPIKED)) == ["Seen"]


@pytest.mark.parametrize("how", ["one fewer", "one for another"])
def test_nothing_is_done_to_a_set_that_changed_until_it_is_confirmed_anew(desk, how):
    first, second, third = (make_article(headline=name) for name in ("One", "Two", "Three"))
    spike(third, by=None)
    asked = ask(desk, "section", "state=draft")
    spike(first, by=None)
    if how == "one for another":
        Article.objects.filter(pk=third.pk).update(status=Status.DRAFT)
    world = Section.objects.create(name="World", slug="world")
    again = confirm(desk, asked, section=world.pk)
    number = 1 if how == "one fewer" else 2
    assert f"They were 2, they are {number}. Look again" in text(again)
    assert not Article.objects.filter(section=world).exists()
    assert fields_of(again, None)["section"] == str(world.pk)
    done = confirm(desk, again, section=world.pk)
    assert second in done.context["done"]
    assert len(done.context["done"]) == number


def test_ticked_stories_are_done_and_no_others(desk):
    ticked, left = make_article(headline="Ticked"), make_article(headline="Left")
    confirm(desk, ask(desk, "spike", ticked=[ticked]))
    assert names(Article.objects.with_status(Status.SPIKED)) == ["Ticked"]
    assert Article.objects.get(pk=left.pk).status == Status.DRAFT


def test_each_story_stands_alone_and_those_refused_are_told_with_the_reason(desk, chief):
    draft, live, dropped = make_article(), make_edition().article, make_article(headline="Gone")
    spike(dropped, by=None)
    asked = ask(desk, "spike", ticked=[draft, live, dropped])
    done = confirm(desk, asked, reason="Old")
    assert done.context["done"] == [draft]
    page = text(done)
    assert "Refused, and left as they are: 2" in page
    assert "is live and cannot be spiked; withdraw it instead" in page
    assert "“Gone” is spiked already" in page
    assert Edition.objects.live().filter(article=live).exists()


def test_state_is_moved_with_an_entry_for_each_story(desk, chief):
    drafts = [make_article(), make_article()]
    live = make_edition().article
    done = confirm(desk, ask(desk, "state", ticked=[*drafts, live]), status="ready")
    assert set(done.context["done"]) == set(drafts)
    assert "has changed since it was published or scheduled" in text(done)
    entries = AuditEntry.objects.filter(action="status", by=chief, after="ready")
    assert {entry.article for entry in entries} == set(drafts)


def test_section_is_changed_in_the_working_copy_with_a_version_and_an_entry(desk, chief):
    world = Section.objects.create(name="World", slug="world")
    live, there = make_edition().article, make_article(section="World")
    done = confirm(desk, ask(desk, "section", ticked=[live, there]), section=world.pk)
    assert done.context["done"] == [live]
    assert "is in World already" in text(done)
    changed = Article.objects.get(pk=live.pk)
    assert (changed.section, changed.revision) == (world, live.revision + 1)
    assert Edition.objects.live().get(article=live).section != world
    version = Version.objects.filter(article=live).first()
    assert (version.by, version.content["section"]) == (chief, "World")
    entry = AuditEntry.objects.get(article=live, action="filed")
    assert (entry.before, entry.after, entry.by) == ("City", "World", chief)


def test_tags_are_added_in_their_known_spelling_to_those_without_them(desk):
    with_it, without = make_article(tags=("Harbour",)), make_article(tags=("ferries",))
    asked = ask(desk, "tag", ticked=[with_it, without])
    assert "Name a topic at least" in text(confirm(desk, asked, tags=" , "))
    done = confirm(desk, asked, tags=" HARBOUR ")
    assert done.context["done"] == [without]
    assert Article.objects.get(pk=without.pk).tag_names() == ("ferries", "Harbour")
    assert "has the tag “Harbour” already" in text(done)
    several = confirm(desk, asked, tags='tides, harbour, "Vance, Ellis"')
    assert set(several.context["done"]) == {with_it, without}
    assert Article.objects.get(pk=with_it.pk).tag_names() == ("Harbour", "tides", "Vance, Ellis")


def test_spiked_story_is_taken_back_first_whatever_else_is_to_be_done_to_it(desk):
    dropped = spike(make_article(headline="Gone"), by=None)
    world = Section.objects.create(name="World", slug="world")
    asked = {
        "state": {"status": "draft"},
        "tag": {"tags": "harbour"},
        "section": {"section": world.pk},
    }
    for verb, given in asked.items():
        done = confirm(desk, ask(desk, verb, ticked=[dropped]), **given)
        assert "“Gone” is spiked; take it back first" in text(done)


def test_many_are_withdrawn_with_one_notice(desk):
    live, draft = make_edition().article, make_article()
    asked = ask(desk, "withdraw", ticked=[live, draft])
    again = text(confirm(desk, asked, notice="", reason=""))
    assert "Write the notice that readers get." in again
    assert "Give a reason: it stays with the record." in again
    assert again.count("(needed)") == 2
    done = confirm(desk, asked, notice="Withdrawn: wrong company.", reason="Wrong")
    assert done.context["done"] == [live]
    assert len(done.context["refused"]) == 1
    assert Edition.objects.in_force().get(article=live).notice == "Withdrawn: wrong company."


# Rights.


@pytest.mark.parametrize(
    ("role", "verbs"),
    [
        ("Reporter", ["state", "section", "tag"]),
        ("Editor", ["state", "section", "tag", "spike"]),
        ("Publisher", ["state", "section", "tag", "spike", "withdraw"]),
    ],
)
def test_role_is_offered_what_it_may_do_to_some_story(client, role, verbs):
    make_article()
    client.force_login(make_user(role))
    assert [name for name, _label in client.get(LIST).context["verbs"]] == verbs
    for name in {"spike", "withdraw"} - set(verbs):
        assert ask(client, name).status_code == 403


@pytest.mark.parametrize(("role", "mine"), [("Reporter", "Own"), ("Editor", "City")])
def test_rights_are_asked_of_each_story(client, role, mine):
    city = Section.objects.create(name="City", slug="city")
    user = make_user(role, sections=[city])
    make_article(headline="Own", section="World", by=make_user(username="other"))
    Article.objects.filter(headline="Own").update(created_by=user if role == "Reporter" else None)
    make_article(headline="City", section="City", by=make_user(username="another"))
    client.force_login(user)
    done = confirm(client, ask(client, "state"), status="in_review")
    assert names(done.context["done"]) == [mine]
    assert len(done.context["refused"]) == 1
    assert "is not yours to do that to" in text(done)
    assert names(Article.objects.with_status(Status.IN_REVIEW)) == [mine]


# What is asked wrongly.


def test_asking_for_nothing_says_what_is_missing(desk):
    article = make_article()
    assert "Choose what to do with the stories." in text(ask(desk, "", ticked=[article]))
    assert "Choose what to do with the stories." in text(ask(desk, "delete", ticked=[article]))
    assert "No story was chosen" in text(ask(desk, "spike", ticked=[]))
    assert "No story was chosen" in text(ask(desk, "spike", "state=nonsense"))
    response = desk.get(f"{BULK}?view=live", follow=True)
    assert response.redirect_chain == [(f"{LIST}?view=live", 302)]


@pytest.mark.parametrize("until", ["", "x", "2026-13-40T00:00:00Z", "2026-11-23T05:55:00"])
def test_all_without_a_moment_chooses_none(desk, until):
    make_article()
    data = {"verb": "spike", "scope": "all", "until": until}
    assert "No story was chosen" in text(desk.post(BULK, data, follow=True))
    crafted = data | {"confirm": "1", "story": ["x", "-1", "9" * 30]}
    assert "No story was chosen" in text(desk.post(BULK, crafted, follow=True))


def test_at_most_a_thousand_in_one_go_and_the_page_says_so(desk):
    Article.objects.bulk_create(
        Article(revision=1, headline=f"Bare {n}", saved_at=timezone.now() - timedelta(days=1))
        for n in range(MOST + 5)
    )
    assert "the first 1000 in this view" in text(desk.get(LIST))
    asked = ask(desk, "spike")
    assert asked.context["chosen"].count == MOST
    assert "at most 1000 are done in one go" in text(asked)
    assert len(asked.content) < 60_000
