"""A login that ran out while somebody wrote: the form waits on the login page and comes back whole.

Django would answer a save without a login with a redirect, and drop what was typed.
"""

import json

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from articles.admin.autosave import Refused, keep, the_article
from articles.admin.recovery import WORDS
from articles.admin.typed import (
    FILES,
    TAB,
    TAKES,
    WRITER,
    TooLarge,
    as_posted,
    checked,
    new_tab,
    number,
    tab_of,
    typed_of,
    writer_of,
)
from articles.models import Article
from articles.publishing.accounts import name_of

TEMPLATE = "admin/articles/article/login_kept.html"
CARRIED = (TAB, TAKES, WRITER)
SCRIPTED = ("autosave_new", "autosave", "presence")  # addresses that a script of a page asks


def urls(model_admin):
    """Return the paths of the form, guarded so that no login that ran out costs a word."""
    return [
        path("add/", _kept(model_admin, model_admin.add_view), name="articles_article_add"),
        path(
            "<path:object_id>/change/",
            _kept(model_admin, model_admin.change_view),
            name="articles_article_change",
        ),
        path("login/", _login(model_admin), name="articles_article_login"),
    ]


def _kept(model_admin, view):
    guarded = model_admin.admin_site.admin_view(view)

    def inner(request, **kwargs):
        if request.method == "POST" and not _is_writer(model_admin, request):
            return ask(model_admin, request, number(kwargs.get("object_id", "")))
        response = guarded(request, **kwargs)
        # A script that saves stays on the page when that fails, so it asks where to go instead.
        if request.headers.get("X-Words") and response.status_code in (301, 302, 303):
            return JsonResponse({"to": response["Location"]})
        return response

    return inner


def _is_writer(model_admin, request):
    """True if who is logged in opened the page that a form comes from, or nobody knows who did."""
    writer = writer_of(request.POST)
    return model_admin.admin_site.has_permission(request) and writer in (None, request.user.pk)


def token_is_old(request, reason=""):
    """Answer a form whose token is of an earlier login: with its words, if a page of ours sent it.

    The signature of who opened the page stands in for the token; nothing is saved, only kept.
    """
    match = request.resolver_match
    name = match.view_name.removeprefix("admin:articles_article_") if match else ""
    if name in SCRIPTED:
        why = _("This page is of an earlier login: save, and your words come along.")
        return refusal_to_script(admin.site, request) or JsonResponse({"why": why}, status=403)
    if name not in ("add", "change", "login") or writer_of(request.POST) is None:
        return csrf_failure(request, reason)
    model_admin = admin.site.get_model_admin(Article)
    pk = number(match.kwargs.get("object_id", ""))
    is_writer = _is_writer(model_admin, request)
    if not is_writer and name != "login":
        return ask(model_admin, request, pk)
    try:
        if is_writer and name == "login":  # who wrote logged in on another page meanwhile
            return _back_to(keep_for(model_admin, request, request.user))
        if is_writer:
            typed = typed_of(request.POST, request.FILES)
            return _back_to(keep_typed(model_admin, request, request.user, typed, pk))
    except (Refused, TooLarge, ValueError):
        pass
    return csrf_failure(request, reason)


def refusal_to_script(site, request):
    """Return why nothing is kept for the script of a page, or None: its login ended, or changed."""
    if not site.has_permission(request):
        told = {"why": _("Your login has ended."), "login": reverse("admin:login")}
        return JsonResponse(told, status=401)
    if writer_of(request.POST) not in (None, request.user.pk):
        why = _("Somebody else is logged in here now; the words on this page are not theirs.")
        return JsonResponse({"why": why}, status=403)
    return None


def _back_to(version):
    address = reverse("admin:articles_article_change", args=[version.article_id])
    return HttpResponseRedirect(f"{address}?{WORDS}={version.pk}")


def ask(model_admin, request, pk):
    """Show the login form with all that was posted for a story (its id; None for a new one)."""
    try:
        typed, too_large = typed_of(request.POST, request.FILES), ""
    except TooLarge as error:
        typed, too_large = None, str(error)
    site = model_admin.admin_site
    carried = {name: request.POST.get(name, "") for name in CARRIED}
    context = {
        **site.each_context(request),
        "title": _("Log in and go on"),
        "form": (site.login_form or AdminAuthenticationForm)(request),
        "words": json.dumps(typed) if typed else "",
        "too_large": too_large,
        "files": (typed or {}).get(FILES, []),
        "carried": carried,
        "story": pk or "",
        "other": site.has_permission(request),
    }
    response = TemplateResponse(request, TEMPLATE, context)
    add_never_cache_headers(response)
    return response


def _login(model_admin):
    site = model_admin.admin_site

    class KeptLoginForm(site.login_form or AdminAuthenticationForm):
        """Lets in who wrote the words, if they may still change the story; nobody else."""

        kept = None

        def confirm_login_allowed(self, user):
            super().confirm_login_allowed(user)
            writer = writer_of(self.request.POST)
            if writer is not None and writer != user.pk:
                raise ValidationError(
                    _("These words were typed by somebody else than %(who)s. They are still on "
                      "this page: whoever wrote them logs in here and goes on."),
                    params={"who": name_of(user)},
                    code="other",
                )  # fmt: skip
            try:
                self.kept = keep_for(model_admin, self.request, user)
            except (Refused, TooLarge, ValueError) as refusal:
                raise ValidationError(
                    _("%(why)s Your words are still on this page, and only here."),
                    params={"why": str(refusal)},
                    code="refused",
                ) from refusal

    class KeptLogin(LoginView):
        template_name = TEMPLATE
        authentication_form = KeptLoginForm
        redirect_authenticated_user = False

        def get_context_data(self, **kwargs):
            post = self.request.POST
            return super().get_context_data(
                **site.each_context(self.request),
                title=_("Log in and go on"),
                words=post.get("words", ""),
                carried={name: post.get(name, "") for name in CARRIED},
                story=post.get("story", ""),
                **kwargs,
            )

        def form_valid(self, form):
            super().form_valid(form)
            return _back_to(form.kept)

    return sensitive_post_parameters()(never_cache(require_POST(KeptLogin.as_view())))


def keep_for(model_admin, request, user):
    """Keep the words that a login page carried as an autosave of `user`, and return it."""
    try:
        typed = checked(json.loads(request.POST.get("words", "")))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(_("What was typed did not come along whole.")) from error
    return keep_typed(model_admin, request, user, typed, number(request.POST.get("story")))


def keep_typed(model_admin, request, user, typed, pk):
    """Keep `typed` for the story `pk`, or for a new one, as `user` typed it. Raises Refused."""
    tab = tab_of(request.POST) or new_tab()
    posted = as_posted(request, typed, **{TAKES: request.POST.get(TAKES, "")})
    posted.user = user
    with transaction.atomic():
        article = the_article(model_admin, posted, pk, tab, typed)
        return keep(model_admin, posted, article, tab, typed)
