"""The form by which a reader reports an error in a story.

It needs no account, no cookie and no script, and is never cached. There is no session that a
foreign page could misuse; a signed note in the form says for which story it was made and when.
What looks like the work of a machine is kept apart or dropped, and answered like all else.
"""

import re
from datetime import timedelta

from django import forms
from django.core import signing
from django.core.exceptions import BadRequest
from django.db import DatabaseError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Edition, ErrorReport
from articles.models.reader import Suspicion
from articles.public import errors
from articles.public.languages import interface_language
from articles.public.redirects import moved_to
from articles.public.visitors import address_of, is_over

MOST_BYTES = 64_000  # of a form as sent
MOST_CHARACTERS = 4000  # of a report
MOST_LINKS = 3
QUICKEST = 4  # seconds from opening the form to sending it
OPEN_FOR = timedelta(days=2)  # that a form stays good
SAME_FOR = timedelta(days=1)  # that the same words about the same story count once
PER_ADDRESS = 8  # reports an hour; more wait apart, for many readers may share an address
IN_ALL = 600  # reports an hour

_SALT = "articles.report"
_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)


class Words(forms.CharField):
    """Text as people count it: a line end is one character, and no control characters."""

    def to_python(self, value):
        text = super().to_python(value)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return "".join(c for c in text if c in "\n\t" or c >= " ")


class ReportForm(forms.Form):
    text = Words(
        max_length=MOST_CHARACTERS,
        error_messages={
            "required": _("Please write what is wrong."),
            "max_length": _(
                "Please write %(limit_value)d characters at most; these are %(show_value)d."
            ),
        },
    )
    email = forms.EmailField(
        required=False,
        error_messages={
            "invalid": _("This is no e-mail address. Write it like ann@example.org, or leave it.")
        },
    )
    website = forms.CharField(required=False)  # people do not see it; machines fill it in
    opened = forms.CharField(required=False)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, section_slug, slug, article_id):
    return _answered(request, article_id, _form_page)


@csrf_exempt
@require_http_methods(["GET", "HEAD"])
def thanks(request, section_slug, slug, article_id):
    return _answered(request, article_id, _thanks_page)


def _answered(request, article_id, page):
    """Answer for a story that readers may see, in its language; nothing keeps a copy."""
    request.at = timezone.now()
    current = Edition.objects.current(request.at).select_related("section").defer("content")
    try:
        edition = get_object_or_404(current, article_id=article_id)
        if edition.is_withdrawal or edition.sealed_at:
            return errors.gone(request, edition)
        with translation.override(interface_language(edition.language)):
            response = page(request, edition)
            response["Content-Language"] = translation.get_language()
    except Http404 as missing:
        return errors.not_found(request, missing)
    if response.status_code != 301:
        patch_cache_control(response, no_store=True)
    return response


def _thanks_page(request, edition):
    return render(request, "report_thanks.html", {"edition": edition})


def _form_page(request, edition):
    if request.method == "POST":
        return _received(request, edition)
    if request.path != edition.get_report_url():
        return moved_to(edition.get_report_url())
    return _shown(request, edition, ReportForm(), _signed(edition, request.at))


def _shown(request, edition, form, opened, trouble="", status=200):
    context = {"edition": edition, "form": form, "opened": opened, "trouble": trouble,
               "most": MOST_CHARACTERS}  # fmt: skip
    return render(request, "report.html", context, status=status)


def _received(request, edition):
    """Keep a report and lead to the thanks; on an error show the form with all that was typed."""
    form = ReportForm(_typed(request))
    opened = form["opened"].data or ""
    age = _age(opened, edition, request.at)
    if age is None:
        trouble = _("This form was open for too long. Nothing is lost: please send it again.")
        return _shown(request, edition, form, _signed(edition, request.at), trouble, 422)
    if not form.is_valid():
        return _shown(request, edition, form, opened, status=422)
    try:
        if not _is_unwanted(request, edition, form.cleaned_data["text"]):
            _keep(request, edition, form.cleaned_data, age)
    except DatabaseError:
        trouble = _("We could not take the report just now. Please send it again in a moment.")
        return _shown(request, edition, form, opened, trouble, 503)
    return HttpResponseRedirect(edition.get_thanks_url(), status=303)


def _typed(request):
    """Return the fields sent. Raises BadRequest for what our form cannot have sent."""
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise BadRequest(f"A report of {length} bytes; {MOST_BYTES} at most.")
    if request.content_type != "application/x-www-form-urlencoded":
        raise BadRequest(f"A report as {request.content_type!r}.")
    return request.POST


def _is_unwanted(request, edition, text):
    """True for more than all readers send, and for the same once more (or a second click)."""
    if is_over("reports", "", IN_ALL):
        return True
    since = request.at - SAME_FOR
    same = ErrorReport.objects.filter(article_id=edition.article_id, text=text, at__gte=since)
    return same.exists()


def _keep(request, edition, given, age):
    ErrorReport.objects.create(
        article_id=edition.article_id,
        text=given["text"],
        email=given["email"],
        suspicion=_suspicion(request, given, age),
        at=request.at,
    )


def _suspicion(request, given, age):
    """Return what makes a report look like a machine's, or nothing."""
    if given["website"]:
        return Suspicion.TRAP
    if age < QUICKEST:
        return Suspicion.QUICK
    if len(_LINK.findall(given["text"])) > MOST_LINKS:
        return Suspicion.LINKS
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        return Suspicion.ELSEWHERE
    if is_over("report", address_of(request), PER_ADDRESS):
        return Suspicion.MANY
    return ""


def _signed(edition, at):
    return signing.dumps([edition.article_id, int(at.timestamp())], salt=_SALT)


def _age(opened, edition, at):
    """Return the seconds since a form of this story was opened; None if it is not good any more."""
    try:
        article_id, since = signing.loads(opened, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    age = at.timestamp() - since
    is_good = article_id == edition.article_id and age <= OPEN_FOR.total_seconds()
    return age if is_good else None
