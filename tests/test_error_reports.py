"""Readers' reports of errors: what they are asked, what is kept, and how the desk settles them."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from urllib.parse import quote

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.models import ErrorReport, Section
from articles.models.reader import Suspicion
from articles.public import reports
from articles.public.visitors import address_of
from articles.publishing import hold, publish, withdraw
from tests.desk import fields_of
from tests.factories import make_article, make_edition, make_user

MORNING = datetime(2026, 3, 10, 9, tzinfo=UTC)
WRONG = "The bridge is 120 metres long, not 210."


@pytest.fixture(autouse=True)
def _database(db):
    cache.clear()


@pytest.fixture
def edition():
    return make_edition(headline="Bridge opens")


@pytest.fixture
def reader():
    """A browser whose owner takes no cookies, and for whom Django's own check is in force."""
    return Client(enforce_csrf_checks=True)


def text(response):
    return " ".join(response.content.decode().split())


def send(client, edition, after=30, **fields):
    """Open the form, wait `after` seconds, send it with `fields`; return the answer."""
    headers = fields.pop("headers", {})
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = client.get(edition.get_report_url())
        assert page.status_code == 200
        given = {"opened": page.context["opened"], "text": "", "email": "", "website": ""}
        clock.shift(after)
        return _post(client, edition, given | fields, **headers)


def _post(client, edition, data, **headers):
    body = "&".join(f"{name}={quote(value)}" for name, value in data.items())
    kind = "application/x-www-form-urlencoded"
    client.cookies.clear()
    return client.post(edition.get_report_url(), body, content_type=kind, headers=headers)


def is_thanked(response, edition):
    return (response.status_code, response["Location"]) == (303, edition.get_thanks_url())


# The form.


def test_a_report_lands_on_the_desk_and_the_reader_is_thanked(reader, edition):
    response = send(reader, edition, text=WRONG, email="ann@example.org")
    assert is_thanked(response, edition)
    thanks = reader.get(response["Location"])
    assert "Your report has been received" in text(thanks)
    assert f'href="{edition.get_absolute_url()}"' in text(thanks)
    report = ErrorReport.objects.get()
    assert (report.article, report.text, report.email) == (
        edition.article,
        WRONG,
        "ann@example.org",
    )
    assert (report.suspicion, report.settled_at) == ("", None)


def test_the_form_needs_no_cookie_and_sets_none(reader, edition):
    page = reader.get(edition.get_report_url())
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert not send(reader, edition, text=WRONG).cookies


def test_nothing_of_it_is_cached_or_indexed(reader, edition):
    for address in (edition.get_report_url(), edition.get_thanks_url()):
        page = reader.get(address)
        assert page["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in text(page)
        assert reader.head(address).status_code == 200
    assert "no-store" in send(reader, edition, text="")["Cache-Control"]


def test_the_form_names_its_story_and_says_what_the_address_is_for(reader, edition):
    page = text(reader.get(edition.get_report_url()))
    assert f'<a href="{edition.get_absolute_url()}">Bridge opens</a>' in page
    assert "Only to ask you back about this report." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": ""}, "Please write what is wrong."),
        ({"text": " \n "}, "Please write what is wrong."),
        ({"text": "é" * 4001}, "Please write 4000 characters at most; these are 4001."),
        ({"text": WRONG, "email": "ann at home"}, "This is no e-mail address."),
    ],
)
def test_an_error_is_said_at_its_field_and_nothing_typed_is_lost(reader, edition, typed, said):
    response = send(reader, edition, **({"email": "ann@example.org"} | typed))
    assert response.status_code == 422
    page = text(response)
    assert said in page
    assert page.count('aria-invalid="true"') == 1
    assert (typed["text"].strip() in page, typed.get("email", "ann@example.org") in page) == (
        True, True,
    )  # fmt: skip
    assert "<title>Please check:" in page
    assert not ErrorReport.objects.exists()


def test_a_line_end_counts_as_one_character(reader, edition):
    assert is_thanked(send(reader, edition, text="a\r\n" * 1999 + "b"), edition)
    assert ErrorReport.objects.get().text.count("\n") == 1999


def test_characters_that_no_keyboard_writes_are_left_out(reader, edition):
    send(reader, edition, text="Wrong\x00 \x08name\x1b")
    assert ErrorReport.objects.get().text == "Wrong name"


def test_hostile_words_are_text(reader, edition):
    hostile = '</textarea><script>alert(1)</script>" onfocus="alert(1)'
    page = send(reader, edition, text=hostile, email=hostile).content.decode()
    assert "<script>alert" not in page
    assert '" onfocus' not in page


def test_a_form_that_was_open_for_days_is_asked_for_once_more_with_all_words(reader, edition):
    response = send(reader, edition, after=3 * 24 * 3600, text=WRONG)
    assert response.status_code == 422
    assert WRONG in text(response)
    assert "Nothing is lost" in text(response)
    with time_machine.travel(timezone.now() + timedelta(days=3, seconds=60)):
        again = {"opened": response.context["opened"], "text": WRONG}
        assert is_thanked(_post(reader, edition, again), edition)


@pytest.mark.parametrize("opened", ["", "x", "WzEsMl0:1x:y", "\x00"])
def test_a_form_that_we_did_not_make_is_not_taken(reader, edition, opened):
    response = _post(reader, edition, {"opened": opened, "text": WRONG})
    assert (response.status_code, WRONG in text(response)) == (422, True)
    assert not ErrorReport.objects.exists()


def test_a_form_of_one_story_is_none_of_another(reader, edition):
    other = make_edition(headline="Other")
    response = send(reader, edition, text=WRONG, opened=_opened(reader, other))
    assert response.status_code == 422


def _opened(client, edition):
    return client.get(edition.get_report_url()).context["opened"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_busy_costs_the_reader_no_word(reader, edition):
    def refuse(execute, sql, *rest):
        if sql.startswith("INSERT"):
            raise DatabaseError("database is locked")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        response = send(reader, edition, text=WRONG)
    assert (response.status_code, WRONG in text(response)) == (503, True)
    assert "send it again in a moment" in text(response)


@pytest.mark.parametrize("fate", ["held", "scheduled", "withdrawn"])
def test_only_a_story_that_readers_see_can_be_reported(reader, edition, fate):
    if fate == "held":
        hold(edition.article, by=None, reason="Court")
    elif fate == "withdrawn":
        withdraw(edition.article, by=None, notice="It was wrong.", reason="false")
    else:
        hour = timezone.now() + timedelta(hours=1)
        edition = publish(make_article(), by=None, at=hour, despite="a test")
    status = 410 if fate == "withdrawn" else 404
    for address in (edition.get_report_url(), edition.get_thanks_url()):
        assert reader.get(address).status_code == status
    assert _post(reader, edition, {"text": WRONG}).status_code == status
    assert not ErrorReport.objects.exists()


def test_other_words_in_the_address_lead_to_the_right_ones(reader, edition):
    response = reader.get(f"/world/other-{edition.article_id}/report/")
    assert (response.status_code, response["Location"]) == (301, edition.get_report_url())


def test_the_form_speaks_the_language_of_the_story(reader):
    french = make_edition(language="fr", headline="Le pont")
    assert reader.get(french.get_report_url())["Content-Language"] == "fr"


def test_other_methods_are_refused(reader, edition):
    assert reader.put(edition.get_report_url()).status_code == 405
    assert reader.post(edition.get_thanks_url()).status_code == 405


# Against abuse. Whoever is turned away gets the same answer as everybody.


@pytest.mark.parametrize(
    ("given", "suspicion"),
    [
        ({"website": "https://example.org/"}, Suspicion.TRAP),
        ({"after": 1}, Suspicion.QUICK),
        ({"after": 4}, ""),
        ({"text": "see https://a.example www.b.example http://c.example [url=d]"}, Suspicion.LINKS),
        ({"text": "see https://a.example and www.b.example"}, ""),
        ({"headers": {"sec-fetch-site": "cross-site"}}, Suspicion.ELSEWHERE),
        ({"headers": {"sec-fetch-site": "same-origin"}}, ""),
    ],
)
def test_what_looks_like_a_machines_work_waits_apart_and_is_thanked(
    reader, edition, given, suspicion
):
    response = send(reader, edition, **({"text": WRONG} | given))
    assert is_thanked(response, edition)
    assert ErrorReport.objects.get().suspicion == suspicion
    assert ErrorReport.objects.open().count() == (0 if suspicion else 1)


def test_the_same_words_about_the_same_story_count_once_a_day(reader, edition):
    with time_machine.travel(MORNING + timedelta(days=400)) as clock:
        edition = make_edition()
        for _ in range(2):
            assert is_thanked(send(reader, edition, text=WRONG), edition)
        assert ErrorReport.objects.count() == 1
        send(reader, edition, text=WRONG + " Please look.")
        send(reader, make_edition(headline="Other"), text=WRONG)
        assert ErrorReport.objects.count() == 3
        clock.shift(timedelta(days=2))
        send(reader, edition, text=WRONG)
        assert ErrorReport.objects.count() == 4


def test_many_reports_from_one_address_wait_apart_and_none_is_lost(reader, edition, monkeypatch):
    monkeypatch.setattr(reports, "PER_ADDRESS", 3)
    for number in range(6):
        assert is_thanked(send(reader, edition, text=f"{WRONG} {number}"), edition)
    assert (ErrorReport.objects.open().count(), ErrorReport.objects.count()) == (3, 6)
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert is_thanked(send(elsewhere, edition, text=WRONG), edition)
    assert ErrorReport.objects.open().count() == 4


def test_a_mistyped_form_does_not_count_against_its_writer(reader, edition, monkeypatch):
    monkeypatch.setattr(reports, "PER_ADDRESS", 1)
    for _ in range(3):
        send(reader, edition, text="")
    send(reader, edition, text=WRONG)
    assert ErrorReport.objects.count() == 1


def test_many_addresses_together_cannot_fill_it_either(edition, monkeypatch):
    monkeypatch.setattr(reports, "IN_ALL", 3)
    for number in range(6):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        assert is_thanked(send(client, edition, text=f"{WRONG} {number}"), edition)
    assert ErrorReport.objects.count() == 3


def test_a_report_of_any_size_is_not_read(reader, edition):
    response = _post(reader, edition, {"text": "x" * 70_000})
    assert response.status_code == 400


def test_a_report_with_files_is_not_read(reader, edition):
    assert reader.post(edition.get_report_url(), {"text": WRONG}).status_code == 400


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "198.51.100.1"),
        (0, "203.0.113.9", "198.51.100.1"),  # anybody may write that
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),  # the first is the reader's invention
        (2, "1.2.3.4, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.1"),
        (1, "", "198.51.100.1"),
        (1, "<script>", "198.51.100.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_an_address_is_believed_as_far_as_our_own_proxies_vouch_for_it(
    settings, proxies, forwarded, address
):
    settings.PROXIES = proxies
    given = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory(REMOTE_ADDR="198.51.100.1").get("/", headers=given)
    assert address_of(request) == address


def test_the_address_of_a_reader_is_kept_nowhere(reader, edition):
    send(Client(REMOTE_ADDR="203.0.113.9"), edition, text=WRONG)
    assert "203.0.113" not in str(vars(ErrorReport.objects.get()))
    assert "203.0.113" not in str(cache._cache)


# On the desk.

LIST = "/admin/articles/errorreport/"


@pytest.fixture
def roles(db):
    """The groups of the migration, also after a test that emptied the database."""
    migration = import_module("articles.migrations.0002_roles")
    if not Group.objects.exists():
        migration.make_roles(apps, connection.schema_editor())


def make_report(edition=None, words=WRONG, **fields):
    return ErrorReport.objects.create(
        article=(edition or make_edition()).article, text=words, **fields
    )


def shown(client, **query):
    return [report.text for report in client.get(LIST, query).context["cl"].result_list]


@pytest.fixture
def chief(client, roles):
    user = make_user("Publisher", username="chief", first_name="Piet", last_name="Okafor")
    client.force_login(user)
    return user


def test_the_list_begins_with_what_waits(client, chief, edition):
    make_report(edition, "Open.")
    make_report(edition, "Spam.", suspicion=Suspicion.LINKS)
    make_report(edition, "Done.", settled_at=timezone.now())
    assert shown(client) == ["Open."]
    assert shown(client, show="suspected") == ["Spam."]
    assert shown(client, show="settled") == ["Done."]
    assert shown(client, show="all") == ["Done.", "Spam.", "Open."]


def test_one_click_settles_a_report_and_says_who_did(client, chief, edition):
    report = make_report(edition, email="ann@example.org")
    page = text(client.get(LIST))
    assert f'formaction="{LIST}{report.pk}/settle/"' in page
    assert f'href="/admin/articles/article/{edition.article_id}/correct/"' in page
    client.post(f"{LIST}{report.pk}/settle/", {"act": "settle"})
    report.refresh_from_db()
    assert report.settled_by == chief
    assert report.settled_at
    assert shown(client) == []
    settled = text(client.get(LIST, {"show": "settled"}))
    assert "Piet Okafor" in settled
    assert "/correct/" not in settled
    # It was given to ask back, and there is nothing to ask any more.
    assert report.email == ""


def test_a_settled_report_can_be_opened_again(client, chief, edition):
    report = make_report(edition, settled_at=timezone.now(), settled_by=chief)
    client.post(f"{LIST}{report.pk}/settle/", {"act": "reopen"})
    report.refresh_from_db()
    assert (report.settled_at, report.settled_by) == (None, None)


def test_many_are_settled_at_once_and_the_first_to_settle_stays_named(client, chief, edition):
    somebody = make_user("Publisher", username="somebody")
    done = make_report(edition, settled_at=timezone.now(), settled_by=somebody)
    waiting = [make_report(edition, f"{WRONG} {number}") for number in range(3)]
    chosen = [report.pk for report in (done, *waiting)]
    query = "?show=all"
    client.post(LIST + query, {"action": "settle_many", "_selected_action": chosen})
    by = ErrorReport.objects.order_by("pk").values_list("settled_by__username", flat=True)
    assert list(by) == ["somebody", "chief", "chief", "chief"]


@pytest.mark.parametrize(
    ("role", "sections", "settles"),
    [
        ("Reporter", (), False),
        ("Photo editor", (), False),
        ("Editor", ("City",), True),
        ("Editor", ("World",), False),
        ("Publisher", (), True),
    ],
)
def test_reports_are_settled_by_those_who_publish_the_story(client, roles, role, sections, settles):
    report = make_report(make_edition(section="City"))
    desks = [Section.objects.get_or_create(name=name, slug=name.lower())[0] for name in sections]
    client.force_login(make_user(role, sections=desks))
    assert shown(client) == [WRONG]  # everybody may read them
    assert ("formaction" in text(client.get(LIST))) is settles
    answer = client.post(f"{LIST}{report.pk}/settle/")
    assert answer.status_code == (302 if settles else 403)
    client.post(LIST, {"action": "settle_many", "_selected_action": [report.pk]})
    assert ErrorReport.objects.settled().exists() is settles


def test_a_link_cannot_settle_a_report(client, chief):
    report = make_report()
    assert client.get(f"{LIST}{report.pk}/settle/").status_code == 405
    assert not ErrorReport.objects.settled().exists()


def test_a_page_of_the_desk_shows_the_report_whole_with_its_story(client, chief, edition):
    report = make_report(edition, WRONG + "\n<b>Look.</b>", email="ann@example.org")
    page = text(client.get(f"{LIST}{report.pk}/change/"))
    assert f'href="{edition.get_absolute_url()}"' in page
    assert f'href="/admin/articles/article/{edition.article_id}/change/"' in page
    assert 'href="mailto:ann@example.org"' in page
    assert "&lt;b&gt;Look." in page
    assert f'formaction="{LIST}{report.pk}/settle/"' in page


def test_the_address_of_a_reader_is_shown_to_those_who_settle_the_report(client, roles, edition):
    report = make_report(edition, email="source@secret.example")
    client.force_login(make_user("Reporter"))
    page = client.get(f"{LIST}{report.pk}/change/")
    assert "source@secret.example" not in text(page)
    assert client.get(LIST, {"q": "secret.example", "show": "all"}).status_code == 200


def test_a_readers_words_are_neither_changed_nor_deleted(client, chief):
    report = make_report()
    client.post(f"{LIST}{report.pk}/change/", {"text": "Other words."})
    assert client.post(f"{LIST}{report.pk}/delete/", {"post": "yes"}).status_code == 403
    assert ErrorReport.objects.get().text == WRONG


def test_after_settling_the_desk_is_where_it_was(client, chief):
    report = make_report(suspicion=Suspicion.LINKS)
    for came_from, leads_to in [
        (f"http://testserver{LIST}?show=suspected", f"http://testserver{LIST}?show=suspected"),
        ("https://elsewhere.example/", LIST),
    ]:
        answer = client.post(f"{LIST}{report.pk}/settle/", headers={"referer": came_from})
        assert answer["Location"] == leads_to


def test_the_index_counts_the_reports_that_wait(client, chief, edition):
    assert 'class="waits"' not in text(client.get("/admin/"))
    make_report(edition, "One.")
    make_report(edition, "Two.")
    make_report(edition, "Spam.", suspicion=Suspicion.LINKS)
    assert '<span class="waits">2 wait</span>' in text(client.get("/admin/"))


def test_the_list_costs_the_same_with_3_and_with_30_reports(
    client, chief, django_assert_max_num_queries
):
    def cost():
        with django_assert_max_num_queries(16) as seen:
            client.get(LIST)
        return len(seen)

    for number in range(3):
        make_report(words=str(number))
    cost()
    few = cost()
    for number in range(27):
        make_report(words=str(number))
    assert cost() == few


def test_the_form_can_be_filled_in_as_it_stands_in_the_page(reader, edition):
    page = reader.get(edition.get_report_url())
    page.content = page.content.replace(b'<form class="report"', b'<form id="report"')
    assert set(fields_of(page, "report")) == {"opened", "text", "email", "website"}
