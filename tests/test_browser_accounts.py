"""Accounts in a browser: from an invitation to the first login, and the pages of one's own."""

import re
from importlib import import_module

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.db import connection

from articles import body
from articles.admin.seen import last_seen
from articles.models import Profile, Section
from articles.publishing import accounts, publish, set_status
from articles.vocabulary import Status
from tests.factories import make_article, make_user
from tests.hands import desk
from tests.payloads import PAYLOADS
from tests.test_hostile import saved_story

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long walk by the harbour"


@pytest.fixture(autouse=True)
def roles(db):
    """The groups of the migration, which a test before emptied."""
    import_module("articles.migrations.0002_roles").make_roles(apps, connection.schema_editor())
    cache.clear()


def tab_to(page, target):
    for _step in range(60):
        if page.evaluate("s => document.activeElement?.matches(s)", target):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {target}")


def test_a_page_that_is_looked_at_is_heard_of_again(desk):
    page = desk.page
    page.clock.install()
    page.goto("/admin/articles/article/")
    me = get_user_model().objects.get()
    Profile.objects.update(seen_at=None)
    cache.clear()
    with page.expect_response(lambda answer: answer.url.endswith("/admin/here/")) as heard:
        page.clock.fast_forward(26_000)
    assert heard.value.status == 204
    assert last_seen(accounts.fresh(me)) == "here now"


def test_an_invitation_leads_to_the_first_login_by_keyboard(desk, browser):
    Section.objects.create(name="City", slug="city")
    page, keys = desk.page, desk.page.keyboard
    page.goto("/admin/auth/user/add/")
    for field, words in (
        ("first_name", "Mara"), ("last_name", "Ellison"), ("email", "mara@news.example")
    ):  # fmt: skip
        tab_to(page, f"#id_{field}")
        keys.type(words)
    tab_to(page, "[name=role]")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Space")
    tab_to(page, "[name=sections]")
    keys.press("Space")
    keys.press("Enter")
    page.get_by_text("Mara Ellison is invited").wait_for()
    assert "invited, waits since" in page.locator("#result_list").inner_text()
    path = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]

    context = browser.new_context(base_url=page.url.partition("/admin/")[0])
    theirs = context.new_page()
    theirs.goto(path)
    for field in ("new_password1", "new_password2"):
        tab_to(theirs, f"#id_{field}")
        theirs.keyboard.type(PASSWORD)
    theirs.keyboard.press("Enter")
    theirs.get_by_text("Log in as mara.").wait_for()
    tab_to(theirs, "#id_username")
    theirs.keyboard.type("mara")
    tab_to(theirs, "#id_password")
    theirs.keyboard.type(PASSWORD)
    theirs.keyboard.press("Enter")
    theirs.wait_for_url("**/admin/")
    assert "Mara" in theirs.locator("#user-tools").inner_text()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_accounts_and_notices(desk, browser, scheme):
    city = Section.objects.create(name="City", slug="city")
    Section.objects.create(name="Schools", slug="schools", parent=city)
    ann = make_user("Editor", username="ann", sections=[city])
    writer = make_user("Reporter", username="mara", first_name="Mara", last_name="Ellison")
    chief = type(ann).objects.get(username="chief")
    article = make_article(by=chief)
    set_status(article, Status.IN_REVIEW, by=writer)
    set_status(article, Status.DRAFT, by=writer, reason="Who says so?")
    own = ["notifications/", "me/", "auth/user/", "auth/user/add/"]
    addresses = [
        *(f"/admin/{path}" for path in own),
        f"/admin/auth/user/{ann.pk}/change/",
        f"/admin/auth/user/{ann.pk}/deactivate/",
    ]
    outside = browser.new_context(base_url=desk.page.url.partition("/admin/")[0])
    stranger = outside.new_page()
    found = []
    for page, paths in (
        (desk.page, addresses),
        (stranger, ["/admin/login/", "/admin/forgotten/", "/admin/password/x/y-z/"]),
    ):
        page.emulate_media(color_scheme=scheme)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            for address in paths:
                page.goto(address)
                page.wait_for_load_state("networkidle")
                wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
                assert not wide, f"{address} is wider than {width}"
                for violation in Axe().run(page).response["violations"]:
                    nodes = [node["html"][:160] for node in violation["nodes"][:4]]
                    found.append(f"{address} {width} {violation['id']}: {nodes}")
    outside.close()
    assert not found, "\n".join(found)


def test_a_story_made_of_hostile_texts_runs_nothing(desk, client):
    client.force_login(make_user(username="writer", is_superuser=True))
    everything = "".join(f"<p>{payload}</p>{payload}" for payload in PAYLOADS)
    article = saved_story(client, '"><img src=x onerror=pwned()><svg onload=pwned()>')
    article.body = article.body + "\n" + everything  # past the form: pages must hold by themselves
    article.body = body.clean(article.body)
    article.save()
    publish(article, by=None, despite="a test")
    page, heard = desk.page, []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.add_init_script("window.pwned = () => { window.ran = true; };")
    for address in (
        article.editions.get().get_absolute_url(), "/", "/city/", "/search/?q=pwned",
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/articles/article/{article.pk}/preview/", "/admin/articles/article/",
    ):  # fmt: skip
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for element in page.locator("h1, textarea:visible, .photo-row").all()[:6]:
            element.dispatch_event("mouseover")
        assert not page.evaluate("window.ran"), address
    assert heard == []
