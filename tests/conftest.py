"""What every test may lean on: a house of its own, a browser, and services where they are found.

Only the database is the caller's choice (DATABASE_URL); all other variables are set here, so
`pytest` gives the same answer in an empty environment and in a full one. With CI=true a missing
service fails its tests instead of skipping them.
"""

import os
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import django
import pytest

from newsroom.supervisor import is_listening

ROOT = Path(__file__).resolve().parent.parent
VARIABLES = [
    line.partition("=")[0]
    for line in (ROOT / ".env.example").read_text().splitlines()
    if "=" in line and not line.startswith("#")
]
IN_CI = os.environ.get("CI") == "true"
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
REDIS_SERVER = shutil.which("redis-server")
GETTEXT = shutil.which("msgfmt") and shutil.which("xgettext")

for name in set(VARIABLES) - {"DATABASE_URL"}:
    os.environ.pop(name, None)
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["SITE_URL"] = "http://testserver"
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
django.setup()


def pytest_collection_modifyitems(config, items):
    """Leave what only PostgreSQL can show to the run on PostgreSQL; CI has one of each.

    What no database has a part in CI runs once, on SQLite.
    """
    if ON_POSTGRESQL:
        if IN_CI:
            alike = [item for item in items if _is_alike_on_all(item)]
            config.hook.pytest_deselected(items=alike)
            items[:] = [item for item in items if item not in set(alike)]
        return
    waiting = [item for item in items if item.get_closest_marker("postgresql")]
    if IN_CI:
        config.hook.pytest_deselected(items=waiting)
        items[:] = [item for item in items if item not in waiting]
    for item in waiting:
        item.add_marker(pytest.mark.skip(reason="needs DATABASE_URL=postgres://…"))


def _is_alike_on_all(item):
    """True for a test that touches no database, or for which none makes a difference.

    A browser sees pages; what each database makes of what it sends, tests without one show sooner.
    """
    needs = set(item.fixturenames)
    touches = item.get_closest_marker("django_db") or {"db", "transactional_db"} & needs
    return not touches or "browser" in needs or item.get_closest_marker("once") is not None


def pytest_terminal_summary(terminalreporter):
    found = {
        "Chromium": CHROMIUM,
        "GNU gettext": GETTEXT,
        "PostgreSQL": ON_POSTGRESQL,
        "Redis": REDIS_SERVER,
    }
    missing = [name for name, where in found.items() if not where]
    if missing:
        terminalreporter.write_line(f"Not tested against, because not here: {', '.join(missing)}.")


def need(name, where):
    """Return `where` something was found; otherwise skip the test, or fail it in CI."""
    if not where:
        (pytest.fail if IN_CI else pytest.skip)(f"{name} was not found on this machine")
    return where


@pytest.fixture(scope="session", autouse=True)
def house(tmp_path_factory):
    """Production settings, but for what would be slow, shared or left behind."""
    from django.conf import settings
    from django.test import override_settings

    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES=settings.STORAGES | {"staticfiles": static},
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file, as in production: browser tests read and write from several threads."""
    from django.conf import settings

    if not ON_POSTGRESQL:
        file = tmp_path_factory.mktemp("database") / "newsroom.sqlite3"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(file)


@pytest.fixture(autouse=True)
def empty_cache():
    """A cache without what another test left there: who was seen, who tried to log in."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def free_port():
    """A function that returns a port nobody listens on."""

    def find():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]

    return find


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory, free_port):
    """The address of an empty Redis of our own."""
    port = free_port()
    command = [need("Redis", REDIS_SERVER), "--port", str(port), "--bind", "127.0.0.1"]
    command += ["--save", "", "--dir", str(tmp_path_factory.mktemp("redis"))]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        while not is_listening(("127.0.0.1", port)):
            assert server.poll() is None, "redis-server did not start"
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()


@pytest.fixture(scope="session")
def chromium():
    """The path of the system's Chromium."""
    return need("Chromium", CHROMIUM)


@pytest.fixture(scope="session")
def browser(chromium):
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in the tests' own thread, where Django would refuse every query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    options = "no-sandbox disable-dev-shm-usage disable-background-networking disable-sync"
    options += " disable-component-update disable-default-apps no-first-run"
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=chromium, args=[f"--{option}" for option in options.split()]
        )
        yield chrome
        chrome.close()


@pytest.fixture
def page(browser, live_server):
    """A fresh window onto the site; the test fails if a script breaks or the CSP stops one."""
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    broken = []

    def hear(line):
        # What a test or axe itself puts into the page comes from no address.
        if "Content Security Policy" in line.text and line.location["url"]:
            broken.append(line.text)

    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", hear)
    yield page
    for each in browser.contexts:
        each.close()
    _wait_for_answers()
    assert not broken, broken


def _wait_for_answers():
    """Wait until the server has answered what a page sent last: then its database goes.

    A story keeps what is typed, and says that it is open, at moments of its own.
    """
    end = time.monotonic() + 10
    while time.monotonic() < end and any(
        "process_request_thread" in thread.name for thread in threading.enumerate()
    ):
        time.sleep(0.02)
