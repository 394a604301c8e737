"""What every public page has in common: one clock, its headers, a page for what is not there."""

import hashlib
import re
from functools import wraps

from django.http import Http404
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Event
from articles.public import errors

# Pages hold no secrets, so compressing them gives none away; files are left as they are.
_GZIP = GZipMiddleware(lambda request: None)
_REFUSED = re.compile(r"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")

FRESH = 60  # seconds a copy of a page may be kept, at most


def public_page(view):
    """Make a view answer GET and HEAD at one moment, `request.at`, with complete validators.

    Http404 becomes the paper's own page here, so that it looks the same under DEBUG. Other methods
    change nothing, so they need no token to be told that they are not allowed.
    """

    @csrf_exempt
    @require_safe
    @wraps(view)
    def answer(request, *args, **kwargs):
        request.at = timezone.now()
        try:
            response = view(request, *args, **kwargs)
        except Http404 as missing:
            response = errors.not_found(request, missing)
        if response.status_code == 200:
            response = _with_validators(request, response)
        return compressed(request, response)

    return answer


def compressed(request, response):
    """Return the response as the visitor can take it."""
    patch_vary_headers(response, ["Accept-Encoding"])
    if _REFUSED.search(request.headers.get("Accept-Encoding", "")):
        return response
    return _GZIP.process_response(request, response)


def _with_validators(request, response):
    response.headers.setdefault("Content-Language", translation.get_language())
    patch_cache_control(response, public=True, max_age=_fresh_for(request.at))
    patch_vary_headers(response, ["Accept-Encoding"])  # now, for a 304 says it too
    response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    # No Last-Modified: a page also changes with a name, a right or a hold, and no date says so.
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _fresh_for(at):
    """Return the seconds until the next hour at which something changes, FRESH at most."""
    due = Event.objects.filter(due_at__gt=at).order_by("due_at")
    hour = due.values_list("due_at", flat=True).first()
    return FRESH if hour is None else min(FRESH, int((hour - at).total_seconds()))
