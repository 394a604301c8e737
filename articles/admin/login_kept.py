"""A login that ran out while somebody wrote: the form waits on the login page and comes back whole.

Django would answer a save without a login with a redirect, and drop what was typed. The words of a
story become an autosave; those of a step go back into its form, and nothing is done yet.
"""

import json

from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
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
# On a login page the address of the step, in a session that and what was typed.
STEP = "words_step"
STEPS = ("step", "verbs")  # addresses of steps
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


def step_kept(model_admin, view):
    """Guard the page of a step: what is typed on it outlives the login too."""
    guarded = model_admin.admin_site.admin_view(view)

    def inner(request, **kwargs):
        if request.method == "POST" and not _is_writer(model_admin, request):
            return ask(model_admin, request, None, step=request.get_full_path())
        address, typed = request.session.get(STEP) or (None, None)
        if request.method == "GET" and address == request.get_full_path():
            del request.session[STEP]
            text = _("Your login had ended. What you typed stands here again; nothing is done yet.")
            model_admin.message_user(request, text, messages.WARNING)
            request = as_posted(request, typed, look="1")
        return guarded(request, **kwargs)

    return inner


def _to_step(request, address, typed):
    """Lead to the page of a step, which then shows what was typed there."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        address = reverse("admin:index")
    request.session[STEP] = address, typed
    return HttpResponseRedirect(address)


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
    if name not in ("add", "change", "login", *STEPS) or writer_of(request.POST) is None:
        return csrf_failure(request, reason)
    model_admin = admin.site.get_model_admin(Article)
    pk = number(match.kwargs.get("object_id", ""))
    is_writer = _is_writer(model_admin, request)
    step = request.get_full_path() if name in STEPS else request.POST.get(STEP, "")
    if not is_writer and name != "login":
        return ask(model_admin, request, pk, step=step)
    try:
        if is_writer and step:
            typed = request.POST.get("words") if name == "login" else None
            return _to_step(request, step, _read(typed) if typed else typed_of(request.POST))
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


def ask(model_admin, request, pk, step=""):
    """Show the login form with all that was posted for a story (its id; None for a new one).

    `step` is the address of the step it was posted to, if that was none of the story's page.
    """
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
        "step": step,
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
                if self.request.POST.get(STEP):
                    self.kept = _read(self.request.POST.get("words", ""))
                else:
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
                step=post.get(STEP, ""),
                **kwargs,
            )

        def form_valid(self, form):
            super().form_valid(form)
            step = self.request.POST.get(STEP, "")
            return _to_step(self.request, step, form.kept) if step else _back_to(form.kept)

    return sensitive_post_parameters()(never_cache(require_POST(KeptLogin.as_view())))


def _read(words):
    """Return {name: [values]} of what a login page carried. Raises TooLarge, ValueError."""
    try:
        return checked(json.loads(words))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(_("What was typed did not come along whole.")) from error


def keep_for(model_admin, request, user):
    """Keep the words that a login page carried as an autosave of `user`, and return it."""
    typed = _read(request.POST.get("words", ""))
    return keep_typed(model_admin, request, user, typed, number(request.POST.get("story")))


def keep_typed(model_admin, request, user, typed, pk):
    """Keep `typed` for the story `pk`, or for a new one, as `user` typed it. Raises Refused."""
    tab = tab_of(request.POST) or new_tab()
    posted = as_posted(request, typed, **{TAKES: request.POST.get(TAKES, "")})
    posted.user = user
    with transaction.atomic():
        article = the_article(model_admin, posted, pk, tab, typed)
        return keep(model_admin, posted, article, tab, typed)
