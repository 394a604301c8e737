"""The house around the newsroom: settings from the environment, and what they promise."""

import io
import os
import re
import runpy
import subprocess
import sys
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import CacheHandler
from django.core.management import CommandError, call_command
from django.db import ConnectionHandler

from articles.models import Edition, ErrorReport, FrontPin, Section
from newsroom.env import SettingError
from tests.conftest import ROOT, VARIABLES

PRODUCTION = {"SECRET_KEY": "k" * 30 + "0123456789abcdefghij", "ALLOWED_HOSTS": "news.example"}


@pytest.fixture
def settings_for(monkeypatch):
    """A function that returns the settings made from the given variables and no others."""

    def read(**variables):
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "newsroom" / "settings.py"))

    return read


def manage(*arguments, **variables):
    """Run manage.py with the given variables and no others."""
    environment = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("command", ["migrate", "serve"])
def test_production_refuses_to_start_unset_and_says_so_in_one_line(missing, command):
    refused = manage(command, **{k: v for k, v in PRODUCTION.items() if k != missing})
    assert refused.returncode != 0
    assert refused.stderr.splitlines() == [
        f"Newsroom cannot start: {missing} is not set; .env.example says what to write."
    ]


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("DEBUG", "ture", "true"),
        ("PORT", "80a", "1 to 65535"),
        ("PORT", "0", "1 to 65535"),
        ("PORT", "65536", "1 to 65535"),
        ("PORT", "-1", "1 to 65535"),
        ("ALLOWED_HOSTS", "https://news.example", "without scheme"),
        ("ALLOWED_HOSTS", "news.example:8000", "without scheme or port"),
        ("ALLOWED_HOSTS", "news.example;www.news.example", "like news.example,"),
        ("ALLOWED_HOSTS", ",", "like news.example,"),
        ("SITE_URL", "news.example", "https://news.example"),
        ("SITE_URL", "https//news.example", "https://news.example"),
        ("SITE_URL", "ftp://news.example", "https://news.example"),
        ("SITE_URL", "https://news.example/paper", "scheme and host only"),
        ("SITE_URL", "https://news example", "scheme and host only"),
        ("SITE_URL", "https://news.example:99999", "scheme and host only"),
        ("TIME_ZONE", "Toronto", "America/Toronto"),
        ("TIME_ZONE", "../etc/passwd", "America/Toronto"),
        ("LANGUAGE_CODE", "klingon", "en, fr"),
        ("SEED_MAX_BYTES", "2MB", "a whole number"),
        ("PHOTO_MAX_BYTES", "0", "1 or more"),
        ("MEDIA_ROOT", "manage.py", "path of a folder"),
        ("DATABASE_URL", "mysql://host/name", "postgres://"),
        ("DATABASE_URL", "postgres://host", "postgres://user:password@host:5432/name"),
        ("DATABASE_URL", "sqlite://:memory:", "sqlite:////folder"),
        ("CACHE_URL", "redis:6379", "redis://127.0.0.1:6379/0"),
        ("CACHE_URL", "redis://127.0.0.1/first", "redis://127.0.0.1:6379/0"),
    ],
)
def test_a_typo_stops_the_start_and_says_what_to_write(settings_for, name, value, advice):
    with pytest.raises(SettingError, match=f"^{name}=.* is not valid; write .*") as error:
        settings_for(**PRODUCTION | {name: value})
    assert advice in str(error.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://ann:s3cret#word@host/name"),
        ("DATABASE_URL", "postgres://ann:s3cret/word@host/name"),
        ("DATABASE_URL", "postgres://ann:s3cret?word@host/name"),
        ("DATABASE_URL", "postgres//ann:s3cret@host/name"),
        ("DATABASE_URL", "mysql://ann:s3cret@host/name"),
        ("DATABASE_URL", "s3cret"),
        ("CACHE_URL", "redis://:s3cret@host:port/0"),
        ("CACHE_URL", "memcache://:s3cret@host"),
        ("SITE_URL", "https://ann:s3cret@news.example"),
    ],
)
def test_an_error_never_repeats_a_password(settings_for, name, value):
    with pytest.raises(SettingError, match=name) as error:
        settings_for(**PRODUCTION | {name: value})
    assert "s3cret" not in str(error.value)
    assert error.value.__suppress_context__ or error.value.__context__ is None


def test_an_empty_variable_counts_as_unset(settings_for):
    settings = settings_for(DEBUG="true", PORT="", DATABASE_URL=" ", SITE_URL="", MEDIA_ROOT="")
    assert settings["SITE_URL"] == "http://127.0.0.1:8000"
    assert settings["MEDIA_ROOT"] == ROOT / "media"
    assert settings["DATABASES"]["default"]["NAME"] == str(ROOT / "newsroom.sqlite3")


def test_every_variable_is_listed_in_the_example_and_read():
    source = (ROOT / "newsroom" / "settings.py").read_text()
    assert sorted(VARIABLES) == sorted(set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source)))


@pytest.mark.parametrize(("site", "secure"), [("https", True), ("http", False)])
def test_security_follows_the_scheme_of_the_site(settings_for, site, secure):
    settings = settings_for(**PRODUCTION, SITE_URL=f"{site}://news.example/")
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert settings[name] is secure, name
    assert bool(settings["SECURE_HSTS_SECONDS"]) is secure
    assert bool(settings["SECURE_PROXY_SSL_HEADER"]) is secure
    assert settings["CSRF_TRUSTED_ORIGINS"] == [f"{site}://news.example"]


def test_a_deployment_check_finds_nothing_to_say():
    checked = manage("check", "--deploy", **PRODUCTION, SITE_URL="https://news.example")
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 20_000), ("synchronous", 1)],
)
def test_sqlite_is_careful(settings_for, tmp_path, django_db_blocker, pragma, value):
    address = f"sqlite:///{tmp_path / 'paper.sqlite3'}"
    databases = settings_for(DEBUG="true", DATABASE_URL=address)["DATABASES"]
    connection = ConnectionHandler(databases)["default"]
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    assert connection.transaction_mode == "IMMEDIATE"
    connection.close()


def test_postgresql_keeps_its_options_and_gets_a_pool(settings_for):
    settings = settings_for(
        **PRODUCTION, DATABASE_URL="postgres://ann:p%40ss@db.example:5433/paper?sslmode=require"
    )
    database = settings["DATABASES"]["default"]
    assert database["PASSWORD"] == "p@ss"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "paper")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] > settings["SERVER_THREADS"]


def test_a_shared_cache_is_shared(settings_for, redis_url):
    caches = settings_for(DEBUG="true", CACHE_URL=redis_url)["CACHES"]
    one, other = CacheHandler(caches)["default"], CacheHandler(caches)["default"]
    one.set("headline", "Ferry returns")
    assert other.get("headline") == "Ferry returns"
    for cache in (one, other):
        for pool in cache._cache._pools.values():
            pool.disconnect()


@pytest.mark.django_db
def test_any_wsgi_server_can_serve_the_site():
    from newsroom.wsgi import application

    environment = {"SCRIPT_NAME": "", "PATH_INFO": "/admin/login/", "QUERY_STRING": ""}
    environment["HTTP_HOST"] = "testserver"
    setup_testing_defaults(environment)
    answer = {}
    response = validator(application)(
        environment | {"wsgi.input": io.BytesIO()},
        lambda status, headers, exc_info=None: answer.update(status=status, headers=dict(headers)),
    )
    assert b"csrfmiddlewaretoken" in b"".join(response)
    response.close()
    assert answer["status"] == "200 OK"


def test_nothing_inline_or_foreign_runs_on_a_page(client, db):
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_sample_logins_exist_only_on_ones_own_machine(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only with DEBUG=true"):
        call_command("create_sample_newsroom")
    assert not get_user_model().objects.exists()


def test_sample_logins_open_nothing_once_the_database_serves_in_production(client, db, settings):
    settings.DEBUG = True
    call_command("create_sample_newsroom", stdout=io.StringIO())
    login = {"username": "admin", "password": "admin"}
    assert client.post("/admin/login/", login).status_code == 302
    client.logout()
    settings.DEBUG = False
    assert client.post("/admin/login/", login).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_there_is_one_sample_login_for_each_role(db, settings):
    settings.DEBUG = True
    call_command("create_sample_newsroom", stdout=io.StringIO())
    users = get_user_model().objects.all()
    assert [user.username for user in users if user.is_superuser] == ["admin"]
    roles = {user.groups.get().name for user in users if not user.is_superuser}
    assert roles == set(Group.objects.values_list("name", flat=True))
    assert all(user.is_staff and user.check_password(user.username) for user in users)


def test_a_changed_sample_login_stays_as_it_is(db, settings):
    settings.DEBUG = True
    call_command("create_sample_newsroom", stdout=io.StringIO())
    reporter = get_user_model().objects.get(username="reporter")
    reporter.set_password("a better one")
    reporter.groups.clear()
    reporter.save()
    said = io.StringIO()
    call_command("create_sample_newsroom", stdout=said)
    reporter.refresh_from_db()
    assert reporter.check_password("a better one")
    assert not reporter.groups.exists()
    assert said.getvalue() == "Sample logins: 0 created, 5 kept as they are.\n"


def test_the_sample_newsroom_is_laid_out_once_and_never_again(db, settings):
    settings.DEBUG = True
    call_command("import_seeds", stdout=io.StringIO())
    call_command("create_sample_newsroom", stdout=io.StringIO())
    assert list(Section.objects.values_list("name", flat=True))[:2] == ["City", "Province"]
    editor = get_user_model().objects.get(username="editor")
    assert {section.name for section in editor.sections.all()} == {"City", "Province"}
    coming = Edition.objects.pending().order_by("goes_live_at")
    assert [edition.section.name for edition in coming] == ["City", "Science"]
    assert ErrorReport.objects.open().count() == 1
    FrontPin.objects.get().delete()
    Section.objects.filter(name="City").update(position=99)
    call_command("create_sample_newsroom", stdout=io.StringIO())
    assert not FrontPin.objects.exists()
    assert Section.objects.last().name == "City"


def test_a_start_does_not_compile_what_only_an_import_reads_with():
    said = "import django, sys; django.setup(); print('articles.importing.dates' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", said],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "DEBUG": "true"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
