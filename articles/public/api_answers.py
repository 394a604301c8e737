"""What every answer of the API has in common: JSON, errors as JSON, open to scripts of any site.

Problem     the answer is an error; who asked is told what was found and what to write
"""

from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from articles.public.answers import public_page
from articles.public.errors import GONE_FRESH, MISSING_FRESH

METHODS = "GET, HEAD, OPTIONS"
JSON_TYPE = "application/json"
PROBLEM_TYPE = "application/problem+json"  # RFC 9457

_TITLES = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 410: "Gone"}
_FRESH = {404: MISSING_FRESH, 410: GONE_FRESH}
_FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, tdm-reservation",
    "X-Robots-Tag": "noindex",  # people find the pages
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",  # seconds; the longest that browsers keep
    "Allow": METHODS,
}


class Problem(Exception):
    """An error to be told: `detail` is a sentence, `more` are further fields of the answer."""

    def __init__(self, status, detail, **more):
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more

    def response(self):
        told = {"title": _TITLES[self.status], "status": self.status, "detail": self.detail}
        response = as_json(told | self.more, PROBLEM_TYPE, self.status)
        fresh = _FRESH.get(self.status)
        if fresh:
            patch_cache_control(response, public=True, max_age=fresh)
        else:
            patch_cache_control(response, no_store=True)
        return response


def api_view(view):
    """Make a view that returns a response or raises Problem into one of the API."""
    page = public_page(_with_problems(view))

    @csrf_exempt  # nothing can be changed here; others get an answer in JSON, too
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = _answer(page, request, *args, **kwargs)
        del response["Content-Language"]  # each item says its own
        for name, value in _FOR_ALL.items():
            response[name] = value
        return response

    return answer


def as_json(data, media_type=JSON_TYPE, status=200):
    """Return JSON values as a response people can read, too."""
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(data, status=status, content_type=media_type, json_dumps_params=options)


def _answer(page, request, *args, **kwargs):
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_PREFLIGHT)
    if request.method not in ("GET", "HEAD"):
        detail = f"{request.method} found; this API is for reading: write GET or HEAD."
        response = Problem(405, detail).response()
        response["Allow"] = METHODS
        return response
    return page(request, *args, **kwargs)


def _with_problems(view):
    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Problem as problem:
            return problem.response()
        except Http404 as missing:
            return Problem(404, str(missing) or "There is nothing here.").response()

    return answer
