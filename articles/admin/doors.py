"""The doors of the desk: logging in, a forgotten password, and the link of an invitation."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.urls import path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.admin.mistakes import word_errors
from articles.public.visitors import HOUR, address_of, forget, is_over
from articles.publishing.accounts import mail_new_password

QUARTER = 900  # seconds
TRIES = 10  # wrong passwords for one account from one address in a quarter of an hour
ASKED_BY_ONE = 5  # new passwords asked for from one address in an hour
ASKED_FOR_ONE = 3  # and for one e-mail address


class LoginForm(AdminAuthenticationForm):
    """Log in; after too many wrong passwords only the same account from the same address waits."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word_errors(self)

    def clean(self):
        login = self.cleaned_data.get("username", "").casefold()
        who = f"{login} {address_of(self.request)}"
        # Counted before the password is looked at: tries sent all at once count too.
        if is_over("login", who, TRIES, QUARTER):
            raise ValidationError(
                _(
                    "Too many wrong passwords for this account from your address. Wait a quarter "
                    "of an hour and try again, or choose a new password below."
                ),
                code="too_many",
            )
        cleaned = super().clean()
        forget("login", who)
        return cleaned


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "autofocus": True}),
        help_text=gettext_lazy("The one of your account here."),
        error_messages={
            "required": gettext_lazy("Please write the e-mail address of your account."),
            "invalid": gettext_lazy("This is no e-mail address. Write it like ann@example.org."),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request):
    """Ask for an address; the answer is the same whether somebody here has it or not."""
    form = ForgottenForm(request.POST or None, label_suffix="")
    sent = form.is_valid()
    if sent and not _asks_too_often(request, form.cleaned_data["email"]):
        mail_new_password.enqueue(form.cleaned_data["email"])
    context = _outside(request) | {"title": _("A new password"), "form": form, "sent": sent}
    return TemplateResponse(request, "admin/doors/forgotten.html", context)


def _asks_too_often(request, email):
    by_one = is_over("forgotten", address_of(request), ASKED_BY_ONE, HOUR)
    return by_one or is_over("forgotten-by", email.casefold(), ASKED_FOR_ONE, HOUR)


class SetPassword(PasswordResetConfirmView):
    """Choose a password by the link of a mail; Django takes its token out of the address first."""

    template_name = "admin/doors/set_password.html"
    success_url = reverse_lazy("admin:login")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user and user.is_active and user.is_staff else None

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        word_errors(form)
        return form

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | _outside(self.request)
        if self.validlink:
            context |= {"title": _("Choose your password"), "login": self.user.get_username()}
        else:
            context |= {"title": _("This link opens no more")}
        return context

    def form_valid(self, form):
        response = super().form_valid(form)
        text = _("Your password is kept. Log in as %(login)s.")
        messages.success(self.request, text % {"login": self.user.get_username()})
        return response


def _outside(request):
    """Return what pages need that open to nobody in particular, logged in or not."""
    return admin.site.each_context(request) | {"has_permission": False, "available_apps": []}


urlpatterns = [
    # Django's login page looks for this name.
    path("forgotten/", forgotten, name="admin_password_reset"),
    path("password/<uidb64>/<token>/", SetPassword.as_view(), name="admin_set_password"),
]
