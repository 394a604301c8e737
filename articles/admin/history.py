"""The history of a story: one line of time, from which any two texts can be compared."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone

from articles.admin.roles import rights_of
from articles.admin.timeline import timeline_of
from articles.models import Article


def history_view(model_admin, request, object_id):
    article = story_to_see(model_admin, request, object_id)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": article.headline or str(article),
        "opts": Article._meta,
        "article": article,
        "rights": rights_of(request.user, article),
        "timeline": timeline_of(article, request.GET.get("before")),
        "zone": timezone.get_current_timezone_name(),
    }
    return TemplateResponse(request, "admin/articles/article/history.html", context)


def story_to_see(model_admin, request, pk):
    """Return the article `pk` with its state. Raises Http404, PermissionDenied."""
    article = model_admin.get_object(request, str(pk))
    if article is None:
        raise Http404(f"There is no story {pk}.")
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    return article
