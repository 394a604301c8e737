"""What readers would get: a story that is not published, in the reader's own page."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from articles.admin.typed import saved_for_a_moment
from articles.models import Edition, Section
from articles.public.article_page import article_pages
from articles.public.languages import interface_language


def page_of(article, story):
    """Return the ArticlePage of a Story as if it were published now; nothing is written."""
    now = timezone.now()
    edition = Edition(
        article=article,
        number=0,
        revision=article.revision,
        content=story.to_json(),
        section=article.section or Section(name=_("No section yet"), slug="section"),
        slug=article.public_slug(),
        goes_live_at=now,
        sort_at=now,
        published_at=story.published_at or _posted_at(article, now),
        updated_at=story.updated_at,
        headline=story.headline,
        language=story.language,
    )
    photos = story.photos
    if photos:
        edition.lead_photo_id, edition.lead_alt_text = photos[0].ref, photos[0].alt_text
    return article_pages([edition], now)[0]


def _posted_at(article, now):
    """Return the hour that readers would be given; as in publishing, imports get none of ours."""
    first = Edition.objects.filter(article=article).that_went_live(now).order_by("number").first()
    if first:
        return first.published_at
    return None if article.sources.exists() else now


def render_page(request, article, story):
    """Return the reader's page of a Story, never cached and never indexed."""
    request.at = timezone.now()
    page = page_of(article, story)
    with translation.override(interface_language(page.edition.language)):
        response = render(request, "article.html", {"page": page})
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def preview_typed(model_admin, request, pk=None):
    """Show the saved story, or on POST what is typed on the page: saved, rendered, undone."""
    article = model_admin.get_object(request, str(pk)) if pk else None
    if pk and article is None:
        raise Http404
    if request.method != "POST":
        if article is None or not model_admin.has_view_permission(request, article):
            raise PermissionDenied
        return render_page(request, article, article.printed_story())
    may = model_admin.has_change_permission if article else model_admin.has_add_permission
    if not may(request, *([article] if article else [])):
        raise PermissionDenied
    # A file would be kept for good; the page says “photo pending” in its place.
    request.POST  # noqa: B018 - reads both, and only then can the files be dropped
    request._files = MultiValueDict()
    with saved_for_a_moment(model_admin, request, article) as (form, formsets, saved):
        if saved:
            return render_page(request, saved, saved.printed_story())
        context = {"form": form, "formsets": formsets, "title": _("Nothing to show yet")}
        context |= model_admin.admin_site.each_context(request)
        return render(request, "admin/articles/article/no_preview.html", context, status=422)
