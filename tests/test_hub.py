"""The WebSub hub: told of a feed when readers find something else in it, and of nothing before."""

import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Contributor, Edition, Section
from articles.publishing import (
    cancel_pending,
    hold,
    hub,
    publish,
    release,
    set_embargo,
    withdraw,
)
from articles.story import Credit, Paragraph, Party
from articles.vocabulary import EditionKind
from tests.conftest import ROOT
from tests.factories import make_article, make_story, make_user

HOUR = timedelta(hours=1)
PLACES = ["/", "/harbour/", "/city/", "/tag/ferries/", "/by/ada-quill/"]
FORMS = ["feed/", "feed/atom/", "feed/json/"]


class Hub:
    """A hub on this machine that writes down what it is told, and answers with `status`."""

    def __init__(self):
        self.told, self.heads, self.status = [], [], 204
        hub = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
                hub.heads.append(self.headers)
                hub.told.append(parse_qsl(body, strict_parsing=True))
                self.send_response(hub.status)
                if hub.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self):
                hub.told.append([("method", "GET")])
                self.send_error(404)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    @contextmanager
    def open(self):
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            thread.join()
            self.server.server_close()

    def paths(self):
        """Return the paths of the feeds it was told of, all requests together, and forget them."""
        pairs = [pair for request in self.told for pair in request]
        self.told.clear()
        return {urlsplit(url).path for name, url in pairs if name == "hub.url"}


@pytest.fixture
def heard(settings):
    """A Hub that the newsroom tells, by way of the worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with Hub().open() as listening:
        settings.WEBSUB_HUB = listening.url
        yield listening


@pytest.fixture
def editor(transactional_db):
    return make_user(username="ed")


@pytest.fixture
def ferry(editor):
    """A working copy that will stand in every feed of PLACES."""
    city = Section.objects.create(name="City", slug="city")
    Section.objects.create(name="Harbour", slug="harbour", parent=city)
    ada = (Credit(Party("Ada Quill")),)
    return make_article(section="Harbour", tags=("ferries",), credits=ada)


def work():
    """Let the worker do what waits for it, until nothing is due."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def waiting():
    return list(DBTaskResult.objects.filter(status="READY").order_by("run_after"))


def publish_as(editor, article, **more):
    return publish(article, by=editor, despite="a test", **more)


def test_a_publication_is_told_once_with_every_feed_it_stands_in(heard, editor, ferry, client):
    publish_as(editor, ferry)
    assert heard.told == []  # the editor does not wait for anybody
    work()
    (request,) = heard.told
    assert request[0] == ("hub.mode", "publish")
    assert {name for name, _value in request[1:]} == {"hub.url"}
    assert sorted(url for _name, url in request[1:]) == sorted(
        f"http://testserver{place}{form}" for place in PLACES for form in FORMS
    )
    assert heard.heads[0]["Content-Type"] == "application/x-www-form-urlencoded"


def test_what_is_told_is_the_address_a_feed_gives_itself(heard, editor, ferry, client):
    publish_as(editor, ferry)
    work()
    for path in heard.paths():
        response = client.get(path)
        assert f'<http://testserver{path}>; rel="self"' in response["Link"]
        if not path.endswith("json/"):
            assert ElementTree.fromstring(response.content) is not None


def test_a_paper_without_a_hub_tells_nobody(heard, editor, ferry, settings):
    settings.WEBSUB_HUB = ""
    publish_as(editor, ferry)
    assert waiting() == []


@pytest.mark.parametrize("kind", [EditionKind.UPDATE, EditionKind.MINOR, EditionKind.CORRECTION])
def test_a_change_of_a_live_story_is_told(heard, editor, ferry, kind):
    publish_as(editor, ferry)
    work()
    heard.told.clear()
    publish_as(editor, ferry, kind=kind)
    work()
    assert "/harbour/feed/" in heard.paths()


def test_the_lists_a_story_leaves_are_told_as_well(heard, editor, ferry):
    publish_as(editor, make_article(headline="Other", section="World", tags=("ferries",)))
    publish_as(editor, ferry)
    work()
    heard.told.clear()
    ferry.section = Section.objects.named("World")
    ferry.save()
    ferry.tags.clear()
    publish_as(editor, ferry)
    work()
    assert {"/harbour/feed/", "/world/feed/", "/tag/ferries/feed/"} <= heard.paths()


def test_a_withdrawal_a_hold_and_its_end_are_told(heard, editor, ferry):
    publish_as(editor, ferry)
    work()
    hold(ferry, by=editor, reason="order")
    heard.told.clear()
    work()
    assert "/harbour/feed/" in heard.paths()
    release(ferry, by=editor, reason="settled")
    work()
    assert "/tag/ferries/feed/" in heard.paths()
    withdraw(ferry, by=editor, notice="Wrong.", reason="false")
    work()
    assert "/harbour/feed/" in heard.paths()


def test_a_hold_of_a_draft_is_not_told(heard, editor, ferry):
    hold(ferry, by=editor, reason="order")
    work()
    assert heard.told == []


def test_a_scheduled_story_is_told_at_its_hour_and_not_before(heard, editor, ferry):
    hour = timezone.now() + HOUR
    publish_as(editor, ferry, at=hour)
    work()
    assert heard.told == []
    with time_machine.travel(hour + timedelta(seconds=1), tick=True):
        work()
    assert "/tag/ferries/feed/" in heard.paths()


def test_a_schedule_that_was_cancelled_is_not_told(heard, editor, ferry):
    hour = timezone.now() + HOUR
    publish_as(editor, ferry, at=hour)
    cancel_pending(ferry, by=editor)
    work()
    with time_machine.travel(hour + timedelta(seconds=1), tick=True):
        work()
    assert heard.told == []
    assert waiting() == []


def test_what_an_embargo_moves_is_told_at_the_hour_the_embargo_ends(heard, editor, ferry):
    publish_as(editor, ferry, at=timezone.now() + HOUR / 2)
    hour = timezone.now() + HOUR
    set_embargo(ferry, hour, by=editor)
    with time_machine.travel(hour - timedelta(minutes=1), tick=True):
        work()
    heard.told.clear()
    with time_machine.travel(hour + timedelta(seconds=1), tick=True):
        work()
        assert "/harbour/feed/" in heard.paths()


def test_an_embargo_that_is_lifted_moves_nothing_and_is_not_told(heard, editor, ferry):
    publish_as(editor, ferry, at=timezone.now() + HOUR)
    work()
    heard.told.clear()
    set_embargo(ferry, None, by=editor)
    work()
    assert heard.told == []


def test_a_scheduled_story_that_is_held_at_its_hour_is_not_told(heard, editor, ferry):
    hour = timezone.now() + HOUR
    publish_as(editor, ferry, at=hour)
    hold(ferry, by=editor, reason="order")
    work()
    heard.told.clear()
    with time_machine.travel(hour + timedelta(seconds=1), tick=True):
        work()
    assert heard.told == []


def test_the_hub_learns_no_name_that_readers_cannot_read(heard, editor, ferry):
    publish_as(editor, ferry, at=timezone.now() + HOUR)
    hold(ferry, by=editor, reason="order")
    work()
    assert {path for path in heard.paths() if path.startswith(("/tag/", "/by/"))} == set()
    assert Contributor.objects.filter(slug="ada-quill").exists()


def test_a_publication_that_was_rolled_back_is_not_told(heard, editor, ferry):
    with transaction.atomic():
        publish_as(editor, ferry)
        transaction.set_rollback(True)
    assert waiting() == []


def test_an_import_of_a_whole_archive_asks_for_no_work(heard, transactional_db):
    seed = ROOT / "articles/samples/quake-shakes-dun-seyr.txt"
    call_command("import_seeds", str(seed), stdout=StringIO(), stderr=StringIO())
    assert Edition.objects.live().count() == 1
    assert [task for task in waiting() if "hub" in task.task_path] == []


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_hub_in_trouble_is_tried_again_with_growing_pauses(heard, editor, ferry, status, caplog):
    heard.status = status
    publish_as(editor, ferry)
    work()
    pauses, tries = [], 1
    while tasks := waiting():
        (task,) = tasks
        pauses.append(task.run_after - timezone.now())
        with time_machine.travel(task.run_after + timedelta(seconds=1), tick=True):
            work()
        tries += 1
    assert len(heard.told) == tries == len(hub.PAUSES) + 1
    assert all(request == heard.told[0] for request in heard.told)
    assert len(pauses) == len(hub.PAUSES) >= 3
    assert list(hub.PAUSES) == sorted(set(hub.PAUSES))
    assert str(status) in caplog.text
    assert heard.url in caplog.text
    assert "gave up" in caplog.text
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


def test_a_hub_that_is_well_again_hears_of_the_feeds(heard, editor, ferry):
    heard.status = 503
    publish_as(editor, ferry)
    work()
    heard.told.clear()
    heard.status = 204
    (task,) = waiting()
    with time_machine.travel(task.run_after + timedelta(seconds=1), tick=True):
        work()
    assert "/harbour/feed/" in heard.paths()
    assert waiting() == []


def test_a_hub_that_is_down_is_nobodys_error(editor, ferry, settings, free_port, caplog):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.WEBSUB_HUB = f"http://127.0.0.1:{free_port()}/"
    edition = publish_as(editor, ferry)
    work()
    assert edition in Edition.objects.live()
    assert settings.WEBSUB_HUB in caplog.text
    assert len(waiting()) == 1


@pytest.mark.parametrize("status", [400, 404, 302])
def test_a_hub_that_refuses_or_sends_elsewhere_is_not_asked_again(
    heard, editor, ferry, status, caplog
):
    heard.status = status
    publish_as(editor, ferry)
    work()
    assert len(heard.told) == 1
    assert waiting() == []
    assert str(status) in caplog.text


def test_where_work_cannot_wait_publishing_goes_on(editor, ferry, settings, free_port, caplog):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.WEBSUB_HUB = f"http://127.0.0.1:{free_port()}/"
    edition = publish_as(editor, ferry, at=timezone.now() + HOUR)
    assert Edition.objects.filter(pk=edition.pk).exists()
    now = publish_as(editor, make_article(make_story(blocks=(Paragraph("Now."),))))
    assert now in Edition.objects.live()
    assert settings.WEBSUB_HUB in caplog.text
