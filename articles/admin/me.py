"""My settings: what everybody at the desk chooses for themselves."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Profile
from articles.publishing.accounts import in_words


class NameForm(forms.ModelForm):
    class Meta:
        model = get_user_model()
        fields = ["first_name", "last_name"]


class MailForm(forms.ModelForm):
    class Meta:
        model = Profile
        fields = ["mail_review", "mail_returned"]


def urls(site):
    """Return the path of one's own settings below the address of the admin."""
    return [path("me/", site.admin_view(my_settings), name="me")]


@require_http_methods(["GET", "HEAD", "POST"])
def my_settings(request):
    """Show and keep the settings of whoever asks, and of nobody else."""
    user, data = request.user, request.POST or None
    profile = Profile.objects.filter(user=user).first() or Profile(user=user)
    names = NameForm(data, instance=get_user_model().objects.get(pk=user.pk), label_suffix="")
    mail = MailForm(data, instance=profile, label_suffix="")
    if data is not None and names.is_valid() and mail.is_valid():
        _keep(user, names, mail)
        messages.success(request, _("Your settings are kept."))
        return HttpResponseRedirect(reverse("admin:me"))
    context = {
        **admin.site.each_context(request),
        "title": _("My settings"),
        "names": names,
        "mail": mail,
        "role": in_words(user),
    }
    return TemplateResponse(request, "admin/me.html", context)


@transaction.atomic
def _keep(user, names, mail):
    chosen = {name: mail.cleaned_data[name] for name in MailForm.Meta.fields}
    names.instance.save(update_fields=NameForm.Meta.fields)
    # Not the whole row: when they were last seen may be written this very moment.
    Profile.objects.update_or_create(user=user, defaults=chosen)
