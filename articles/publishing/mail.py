"""Mail to people of the desk: written and sent by the worker, never by a step somebody takes.

A letter is a template below templates/admin/mail/: its first line is the subject. A mail server in
trouble is tried again later; one that refuses an address for good is not.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

PAUSES = (60, 600, 3_600, 14_400)  # seconds before each further try

logger = logging.getLogger(__name__)


def deliver(name, user, *, again, tries=0, **context):
    """Send `user` the letter `name`; `again` is a task(*arguments, tries) to try it once more.

    `again` is (task, arguments). Whoever has no address gets no mail.
    """
    if not user.email:
        return
    context |= {"person": user, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(f"admin/mail/{name}.txt", context)
    subject, _line, body = text.strip().partition("\n")
    try:
        # A headline may hold anything; a header is one line.
        EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[user.email]).send()
    except (OSError, SMTPException) as error:
        _try_again(name, user, error, again, tries)


def _try_again(name, user, error, again, tries):
    # The kind alone: what a server says may repeat the name and password it was given.
    told = ("Mail “%s” to account %s: %s", name, user.pk, type(error).__name__)
    if tries >= len(PAUSES) or isinstance(error, SMTPRecipientsRefused):
        logger.error(told[0] + "; gave up.", *told[1:])
        return
    task, arguments = again
    pause = timedelta(seconds=PAUSES[tries])
    logger.warning(told[0] + "; again in %s.", *told[1:], pause)
    task.using(run_after=timezone.now() + pause).enqueue(*arguments, tries=tries + 1)
