"""Mail: whose server, from whom, and never in the way of a step."""

import logging
import smtplib

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Notification
from articles.publishing import notices, set_status
from articles.publishing.mail import PAUSES
from articles.vocabulary import Status
from newsroom.env import SettingError
from tests.factories import make_article, make_user
from tests.test_house import PRODUCTION, settings_for
from tests.test_hub import waiting, work

__all__ = ["settings_for"]  # a fixture


def test_mail_goes_to_the_console_until_a_server_is_named(settings_for):
    settings = settings_for(**PRODUCTION)
    assert settings["EMAIL_BACKEND"].endswith("console.EmailBackend")


def test_a_mail_server_is_one_address(settings_for):
    address = "smtp://desk%40news.example:p%40ss%2Fword@mail.example:587?tls=True"
    settings = settings_for(**PRODUCTION, EMAIL_URL=address)
    assert settings["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example", 587)
    assert settings["EMAIL_HOST_USER"] == "desk@news.example"
    assert settings["EMAIL_HOST_PASSWORD"] == "p@ss/word"
    assert settings["EMAIL_USE_TLS"] is True
    assert settings["EMAIL_USE_SSL"] is False
    assert 0 < settings["EMAIL_TIMEOUT"] <= 30


@pytest.mark.parametrize(
    ("address", "port"), [("smtp://mail.example", 25), ("smtp://mail.example?ssl=yes", 465)]
)
def test_a_mail_server_has_its_usual_port(settings_for, address, port):
    assert settings_for(**PRODUCTION, EMAIL_URL=address)["EMAIL_PORT"] == port


@pytest.mark.parametrize(
    "address",
    [
        "mail.example:587",
        "http://ann:s3cret@mail.example",
        "smtp://",
        "smtp://ann:s3cret@",
        "smtp://ann:s3cret@mail.example:first",
        "smtp://ann:s3cret/word@mail.example",
        "smtp://ann:s3cret#word@mail.example",
        "smtp://ann:s3cret@mail.example?tls=maybe",
        "smtp://ann:s3cret@mail.example?starttls=True",
        "smtp://ann:s3cret@mail.example?tls=True&ssl=True",
        "s3cret",
    ],
)
def test_a_wrong_mail_server_stops_the_start_and_no_password_is_told(settings_for, address):
    with pytest.raises(SettingError, match=r"^EMAIL_URL=.* is not valid; write .*") as error:
        settings_for(**PRODUCTION, EMAIL_URL=address)
    assert "s3cret" not in str(error.value)
    assert "smtp://user:password@host:587?tls=True" in str(error.value)


def test_mail_comes_from_the_site_unless_told_otherwise(settings_for):
    ours = settings_for(**PRODUCTION, SITE_URL="https://news.example", SITE_NAME="Post, Daily")
    assert ours["DEFAULT_FROM_EMAIL"] == '"Post, Daily" <newsroom@news.example>'
    given = settings_for(**PRODUCTION, MAIL_FROM="The Post <desk@post.example>")
    assert given["DEFAULT_FROM_EMAIL"] == "The Post <desk@post.example>"
    assert given["SERVER_EMAIL"] == given["DEFAULT_FROM_EMAIL"]


@pytest.mark.parametrize("sender", ["The Post", "desk@", "Post <desk>", "a@b.example, c@d.example"])
def test_a_sender_is_one_address(settings_for, sender):
    with pytest.raises(SettingError, match=r"^MAIL_FROM=.*desk@news.example"):
        settings_for(**PRODUCTION, MAIL_FROM=sender)


# What goes wrong on the way.


@pytest.fixture
def sent_to_review(transactional_db, settings):
    """A story that waits for one publisher, whose mail is in the worker's list."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    chief = make_user(username="chief", is_superuser=True)
    writer = make_user(username="mara")
    article = make_article(by=writer, headline="Ferry\u2028returns")
    set_status(article, Status.IN_REVIEW, by=writer)
    return chief


def test_nobody_waits_for_the_mail_of_a_step(sent_to_review):
    assert mail.outbox == []
    work()
    assert [letter.to for letter in mail.outbox] == [["chief@example.com"]]
    assert waiting() == []


def test_mail_is_tried_again_while_the_server_is_in_trouble(sent_to_review, settings, caplog):
    settings.EMAIL_BACKEND = "tests.test_mail.Broken"
    with caplog.at_level(logging.WARNING):
        work()
    (again,) = waiting()
    assert again.run_after is not None
    assert "hunter2" not in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    DBTaskResult.objects.update(run_after=timezone.now())
    work()
    assert len(mail.outbox) == 1
    assert waiting() == []


def test_mail_is_given_up_in_the_end(sent_to_review, settings, caplog):
    settings.EMAIL_BACKEND = "tests.test_mail.Broken"
    ids = list(Notification.objects.values_list("pk", flat=True))
    notices.mail_notices.call(ids, tries=len(PAUSES))
    assert "gave up" in caplog.text
    assert len(waiting()) == 1  # the one of the step itself


class Broken:
    """A mail server that refuses the login, and repeats it."""

    def __init__(self, **options):
        pass

    def send_messages(self, letters):
        raise smtplib.SMTPAuthenticationError(535, b"ann hunter2: no")
