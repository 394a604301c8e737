"""Secret links to a story before its time: made for somebody, listed, revoked."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.history import story_to_see
from articles.admin.hours import WallTimeField
from articles.admin.roles import rights_of
from articles.admin.verb_forms import VerbForm
from articles.models import Article
from articles.publishing import PublishingError, make_preview_link, revoke_preview_link
from articles.publishing.preview_links import LONGEST, USUAL

SHOWN = 200  # links, the newest first


class LinkForm(VerbForm):
    missing = {"expires_at": gettext_lazy("Say until when the link opens: 2026-03-01 09:00.")}
    takes = ("label", "expires_at")

    label = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("They read it on the page: “the lawyer”, “Dr. Vance”."),
    )
    expires_at = WallTimeField(
        label=gettext_lazy("Opens until"), initial=lambda: timezone.now() + USUAL
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["expires_at"].help_text = _(
            "In the newsroom’s time (%(zone)s); %(days)d days from now at most."
        ) % {"zone": timezone.get_current_timezone_name(), "days": LONGEST.days}

    def clean_expires_at(self):
        given, now = self.cleaned_data["expires_at"], timezone.now()
        if given <= now:
            raise forms.ValidationError(_("This hour is past; choose one still to come."))
        if given > now + LONGEST:
            raise forms.ValidationError(
                _("A link opens for %(days)d days at most: until %(hour)s."),
                params={
                    "days": LONGEST.days,
                    "hour": timezone.localtime(now + LONGEST).strftime("%Y-%m-%d %H:%M"),
                },
            )
        return given


def urls(model_admin):
    """Return the address below a story: `links/`."""

    def links(request, pk):
        return links_view(model_admin, request, pk)

    view = model_admin.admin_site.admin_view(links)
    return [path("<int:pk>/links/", view, name="articles_article_links")]


def links_view(model_admin, request, pk):
    """List the links of a story; make one, or revoke one, as a button of the page says."""
    article = story_to_see(model_admin, request, pk)
    if not rights_of(request.user, article).change:
        raise PermissionDenied
    form = LinkForm(request.POST if "make" in request.POST else None)
    if "revoke" in request.POST:
        _revoke(model_admin, request, article)
        return _back(article)
    if form.is_valid():
        try:
            make_preview_link(article, by=request.user, **form.given())
        except PublishingError as refusal:
            form.add_error(None, str(refusal))
        else:
            model_admin.message_user(request, _("The link is made; it stands below."))
            return _back(article)
    now = timezone.now()
    links = list(article.preview_links.select_related("by")[:SHOWN])
    for link in links:
        is_open = link.revoked_at is None and link.expires_at > now
        link.address = address_of(link) if is_open else ""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Secret links for a preview"),
        "opts": Article._meta,
        "article": article,
        "form": form,
        "links": links,
    }
    response = TemplateResponse(request, "admin/articles/article/links.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def address_of(link):
    return settings.SITE_URL + reverse("preview", args=[link.token])


def _revoke(model_admin, request, article):
    given = request.POST["revoke"]
    link = article.preview_links.filter(pk=given).first() if given.isdecimal() else None
    if link is None:
        text = _("There is no such link of this story; nothing was changed.")
        model_admin.message_user(request, text, messages.ERROR)
        return
    revoke_preview_link(link, by=request.user)
    text = _("Revoked: the link for %(whom)s opens no more.") % {"whom": link}
    model_admin.message_user(request, text)


def _back(article):
    return HttpResponseRedirect(reverse("admin:articles_article_links", args=[article.pk]))
