"""Pages for what is not there, no longer there, or broken."""

from django.conf import settings
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from articles.models import Edition, OldAddress, OldSlug
from articles.public.redirects import moved_to

MISSING_FRESH = 10  # seconds; what is missing now may go live in a moment
GONE_FRESH = 60  # seconds


def not_found(request, exception=None):
    """Answer where no page of ours is: lead on from an old address, if readers may see its story.

    Costs one query, and one more for an address that is known.
    """
    return (
        _from_old_slug(request)
        or _from_old_address(request)
        or _page(request, "404.html", 404, MISSING_FRESH)
    )


def _from_old_slug(request):
    """Lead on from a page of a section, contributor or topic that was renamed, its feeds too."""
    match = request.resolver_match
    kind = match and next((k for k in OldSlug.Kind if match.view_name.startswith(k)), None)
    slug = match.kwargs.get("slug") if kind else None
    now = slug and OldSlug.objects.slug_now(kind, slug)
    return moved_to(reverse(match.view_name, kwargs=match.kwargs | {"slug": now})) if now else None


def _from_old_address(request):
    if request.method not in ("GET", "HEAD") or request.path.startswith(reverse("admin:index")):
        return None
    article_id = OldAddress.objects.article_at(request.get_full_path())
    if article_id is None:
        return None
    editions = Edition.objects.current(getattr(request, "at", None)).select_related("section")
    edition = editions.filter(article_id=article_id).first()
    if edition is None:
        return None
    if edition.content is None:  # a tombstone, or sealed
        return gone(request, edition)
    return moved_to(edition.get_absolute_url())


def gone(request, edition):
    """Answer for a withdrawn story with the notice its tombstone `edition` carries."""
    return _page(request, "410.html", 410, GONE_FRESH, {"edition": edition})


def bad_request(request, exception=None):
    return _page(request, "400.html", 400)


def forbidden(request, exception=None):
    return _page(request, "403.html", 403)


def server_error(request):
    """Answer without a query: the database may be what is broken."""
    return HttpResponseServerError(render_to_string("500.html", {"site_name": settings.SITE_NAME}))


def _page(request, template, status, fresh=None, context=None):
    if not hasattr(request, "at"):  # no view has run: nothing matches the address
        request.at = timezone.now()
    response = render(request, template, context, status=status)
    response["Content-Language"] = translation.get_language()
    if fresh:
        patch_cache_control(response, public=True, max_age=fresh)
    else:
        patch_cache_control(response, no_store=True)
    return response
