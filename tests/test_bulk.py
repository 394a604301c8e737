"""Many stories at once: exactly those the view showed, each by itself, refusals told."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin import bulk_run
from articles.admin.bulk import MOST
from articles.models import Article, AuditEntry, Edition, Section, Version
from articles.publishing import set_status, spike
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


def test_view_with_too_many_stories_is_refused_before_anything_is_asked(desk):
    Article.objects.bulk_create(
        Article(revision=1, headline=f"Bare {n}", saved_at=timezone.now() - timedelta(days=1))
        for n in range(MOST + 1)
    )
    assert "all in this view (1000+)" in text(desk.get(LIST))
    assert "no more than the 5,000 stories at its top" in text(ask(desk, "spike"))
    Article.objects.filter(pk__in=Article.objects.values("pk")[:2]).delete()
    asked = ask(desk, "spike")
    assert asked.context["chosen"].count == MOST - 1
    assert len(asked.content) < 60_000


# In rounds.


@pytest.fixture
def short_rounds(monkeypatch):
    """One story in each round."""
    monkeypatch.setattr(bulk_run, "SECONDS", 0)


def go_on(client, page):
    return client.post(BULK, {"run": page.context["signed"]}, follow=True)


def test_what_does_not_fit_in_a_round_is_gone_on_with_by_the_ids_first_chosen(desk, short_rounds):
    for name in ("One", "Two", "Three"):
        make_article(headline=name)
    page = confirm(desk, ask(desk, "state", "state=draft"), status="ready")
    assert "1 of 3 done" in text(page)
    assert "Go on with the 2 that are left" in text(page)
    make_article(headline="Came later")
    spike(Article.objects.get(headline="Two"), by=None)
    page = go_on(desk, page)
    assert "2 of 3 done, 1 of them refused" in text(page)
    page = go_on(desk, page)
    assert names(page.context["done"]) == ["One", "Three"]
    assert [(str(story), why) for story, why in page.context["refused"]] == [
        ("Two", "“Two” is spiked; take it back first.")
    ]
    assert "Back to the view" in text(page)
    assert names(Article.objects.with_status(Status.READY)) == ["One", "Three"]
    assert AuditEntry.objects.filter(action="status", after="ready").count() == 2


def test_round_that_is_sent_twice_does_nothing_twice_and_tells_the_same(desk, short_rounds):
    for name in ("One", "Two"):
        make_article(headline=name)
    first = confirm(desk, ask(desk, "state", "state=draft"), status="ready")
    last = go_on(desk, first)
    done = Article.objects.get(headline="One")
    set_status(done, Status.DRAFT, by=None)
    again = go_on(desk, first)
    assert names(again.context["done"]) == names(last.context["done"]) == ["One", "Two"]
    assert again.context["refused"] == []
    assert names(Article.objects.with_status(Status.DRAFT)) == ["One"]


def test_hour_that_passes_between_two_rounds_is_no_mistake(desk, short_rounds):
    evening = timezone.localtime().replace(hour=17, minute=59, second=58)
    with time_machine.travel(evening, tick=False) as clock:
        stories = [make_edition().article, make_edition().article]
        asked = ask(desk, "withdraw", ticked=stories)
        hour = next(v for v, _words in asked.context["form"].fields["when"].choices if "T18" in v)
        given = {"notice": "Gone.", "reason": "Wrong", "when": hour}
        page = confirm(desk, asked, **given)
        clock.shift(4)
        assert len(go_on(desk, page).context["done"]) == 2
        assert not Edition.objects.live().exists()


def test_page_of_somebody_else_or_of_yesterday_goes_on_with_nothing(client, desk, short_rounds):
    for _n in range(2):
        make_article()
    page = confirm(desk, ask(desk, "spike", "state=draft"))
    sent = {"run": page.context["signed"]}
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        desk.force_login(get_user_model().objects.get(username="chief"))
        assert "cannot be gone on with" in text(desk.post(BULK, sent, follow=True))
    client.force_login(make_user("Publisher", username="other"))
    for forged in (sent["run"], "x", ""):
        assert "cannot be gone on with" in text(client.post(BULK, {"run": forged}, follow=True))
    assert Article.objects.with_status(Status.SPIKED).count() == 1


@pytest.mark.parametrize(
    ("verb", "given", "most"),
    [
        ("state", {"status": "ready"}, 10),
        ("section", {}, 13),
        ("tag", {"tags": "harbour, ferries"}, 16),
        ("spike", {}, 8),
        ("withdraw", {"notice": "Gone.", "reason": "Wrong"}, 17),
    ],
)
def test_each_story_more_costs_few_queries(desk, verb, given, most):
    world = Section.objects.create(name="World", slug="world")
    given = given or ({"section": world.pk} if verb == "section" else {})

    def queries(number):
        make = make_edition if verb == "withdraw" else make_article
        stories = [getattr(made, "article", made) for made in (make() for _n in range(number))]
        asked = ask(desk, verb, ticked=stories)
        with CaptureQueriesContext(connection) as counted:
            assert len(confirm(desk, asked, **given).context["done"]) == number
        return len(counted)

    queries(1)  # the tags are new
    assert (queries(12) - queries(2)) / 10 <= most
