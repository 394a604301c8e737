"""Every page of the desk, found by its address: for everybody, by day and night, on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from articles.models import Article, ErrorReport, OldAddress, Policy, Section, Version
from articles.models.loading import make_tags
from articles.publishing import fronts, hold, schedule, set_embargo, set_status, spike
from articles.publishing.autosaves import keep_autosave
from articles.vocabulary import Status
from tests.factories import make_article, make_edition, make_user
from tests.hands import EVERY_BLOCK, desk
from tests.test_import_desk import SUBHEAD, bring, conflict

__all__ = ["bring", "desk"]  # fixtures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

# What no browser shows as a page of its own: answers to scripts, files, steps and ways elsewhere;
# what wants something sent or written first, which tests of its own open; and the pages of other
# packages, which the desk links nowhere.
NO_PAGES = re.compile(
    r"""admin/(here|jsi18n|autocomplete|logout|login|notifications/read)/$
    | admin/r/ | admin/\(\?P<url> | admin/\^
    | /(autosave|presence|writers|original|upload|player|move|settle|invite|reactivate|draft)/$
    | /picker/ | /back/$ | article/(login|hour|bulk|preview|verb/<slug:name>)/$ | /words/
    | article/preview/ | fronts/.*preview/$ | merge-tags/$ | password/<
    | <path:object_id>/$
    | auth/group/ | dbtaskresult/
    """,
    re.VERBOSE,
)
# The theme lets colours glide from one scheme to the other.
STILL = "Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))"


def patterns_of_pages(patterns=None, before=""):
    """Yield the patterns of all pages of the desk."""
    for pattern in patterns or get_resolver().url_patterns:
        here = before + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from patterns_of_pages(pattern.url_patterns, here)
        elif here.startswith("admin/") and not NO_PAGES.search(here):
            yield here


@pytest.fixture
def newsroom(desk, bring):
    """Something of everything the desk has a page for."""
    chief = User.objects.get(username="chief")
    conflict(bring, doubts=[SUBHEAD])
    Group.objects.create(name="Stringers")
    Policy.objects.create(kind="corrections", title="Corrections", text="We correct.")
    port = Section.objects.create(name="Port", slug="port")
    make_tags(["harbour"])
    live = make_edition(EVERY_BLOCK, section="Port").article
    OldAddress.objects.create(path="/2019/pier", article=live)
    ErrorReport.objects.create(article=live, text="The pier is longer.")
    fronts.pin(live, None, 1, by=chief)
    fronts.pin(live, port, 1, by=chief)
    in_review = make_article(headline="Waits for review", by=chief)
    set_status(in_review, Status.IN_REVIEW, by=chief)
    hour = timezone.now().replace(year=2199)
    schedule(make_article(headline="At its hour"), hour, by=chief)
    set_embargo(make_article(headline="Under embargo"), hour, by=chief)
    hold(make_edition(headline="Held").article, by=chief, reason="A court order")
    spike(make_article(headline="Dropped"), by=chief)
    begun = Article.objects.create(created_by=chief)
    keep_autosave(begun, by=chief, tab="a-tab-of-hers", revision=0, typed={"headline": ["Begun"]},
                  content=begun.story().to_json())  # fmt: skip
    make_user(username="mara")


def fillings(pattern):
    """Yield the addresses that `pattern` may stand for, the newest rows first."""
    if "<" not in pattern:
        yield f"/{pattern}"
        return
    of_front = ("articles", "section")
    whose = of_front if "fronts" in pattern else pattern.split("/")[1:3]
    for row in apps.get_model(*whose).objects.order_by("-pk"):
        kept = Version.objects.filter(article_id=row.pk).last()
        given = {
            "<int:pk>": row.pk, "<path:object_id>": row.pk,
            "<slug:ref>": f"v{kept.pk if kept else 0}", "<slug:name>": "page",
            "compare/": f"compare/?a=v{kept.pk if kept else 0}&b=copy",
        }  # fmt: skip
        address = pattern
        for place, value in given.items():
            address = address.replace(place, str(value))
        yield f"/{address}"


# Of these one is like the other, whatever they are about.
ALIKE = {"admin/delete_confirmation.html", "admin/object_history.html"}


def opened(client, pattern, known):
    """Return an address of `pattern` that shows a page, or None where nobody may open one.

    Nor where the page is one of those ALIKE, of which there is one among the `known` (set).
    """
    answers = {}
    for address in fillings(pattern):
        response = client.get(address)
        if response.status_code == 200:
            template = response.templates[0].name
            if template in ALIKE & known:
                return None
            known.add(template)
            return address
        answers[address] = response.status_code
    assert set(answers.values()) == {403}, f"{pattern}: nothing to show there, {answers}"
    return None


def test_nothing_is_wrong_on_any_page_of_the_desk(desk, newsroom):
    client = Client()
    client.force_login(User.objects.get(username="chief"))
    found, seen, known = [], 0, set()
    for pattern in patterns_of_pages():
        address = opened(client, pattern, known)
        if address is None:
            continue
        desk.page.goto(address)
        seen += 1
        # The colours of the night desk are all that another scheme changes.
        for scheme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            desk.page.emulate_media(color_scheme=scheme)
            desk.page.evaluate(STILL)
            for violation in Axe().run(desk.page, options=rules).response["violations"]:
                nodes = [node["html"][:160] for node in violation["nodes"][:4]]
                found.append(f"{address} {scheme} {violation['id']}: {nodes}")
        desk.page.set_viewport_size({"width": 390, "height": 900})
        width = desk.page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            found.append(f"{address} is {width} pixels wide on a phone")
        desk.page.set_viewport_size({"width": 1440, "height": 1000})
    assert not found, "\n".join(found)
    assert seen > 60
