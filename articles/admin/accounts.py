"""Accounts in the admin: who works here, in which role, for which sections.

Everything that changes an account is a verb of publishing/accounts.py; here are its forms.
"""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.account_filters import ByRole, BySection, ByState
from articles.admin.base import DeskAdmin
from articles.admin.guard import NeverDeleted
from articles.admin.seen import last_seen
from articles.admin.verb_forms import NoForm, ReasonForm
from articles.models import AuditAction, AuditEntry, Section
from articles.publishing import NotAllowed, accounts
from articles.publishing.moments import short_hour

User = get_user_model()

admin.site.unregister(User)


class SectionTree(forms.ModelMultipleChoiceField):
    """Sections to tick, each main one followed by its own."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        super().__init__(Section.objects.all(), **options)
        self.iterator = _InOrder
        self.widget.choices = self.choices

    def label_from_instance(self, section):
        return f"– {section.name}" if section.parent_id else section.name


class _InOrder(forms.models.ModelChoiceIterator):
    def __iter__(self):
        yield from (self.choice(section) for section in accounts.ordered_sections())


class AccountForm(forms.ModelForm):
    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)
    sections = SectionTree(
        label=gettext_lazy("Sections"),
        required=False,
        help_text=gettext_lazy(
            "What an editor changes and publishes; a main section includes those below it."
        ),
    )
    no_section = forms.BooleanField(
        label=gettext_lazy("Of no section yet"),
        required=False,
        help_text=gettext_lazy("An editor then changes only their own stories."),
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email"]

    # Set by the admin for each request.
    by = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.instance
        if not self.fields:  # the page of an account that is somebody else's to change
            return
        for name in ("first_name", "email"):
            # Accounts of before may have neither; whoever is invited needs both.
            self.fields[name].required = user.pk is None
        now = accounts.role_of(user) if user.pk else None
        roles = [
            (role, format_html("<b>{}</b> {}", accounts.ROLE_NAMES[role], told))
            for role, told in accounts.ROLES.items()
            if role == now or accounts.may_give(self.by, user, role)
        ]
        if now == "":
            roles.insert(0, ("", _("None of these: as it is now")))
            self.fields["role"].required = False
        self.fields["role"].choices = roles
        if user.pk:
            own = user.sections.all()
            nowhere = now in accounts.OF_SECTIONS and not own
            self.initial |= {"role": now, "sections": own, "no_section": nowhere}

    def clean_email(self):
        return self.cleaned_data["email"].strip()

    def clean(self):
        cleaned = super().clean()
        before = User.objects.filter(pk=self.instance.pk).first()
        try:
            if before:
                accounts.refuse_role(before, cleaned.get("role", ""), by=self.by)
        except NotAllowed as refusal:
            self.add_error("role", str(refusal))
        is_bound = cleaned.get("role") in accounts.OF_SECTIONS and "sections" in cleaned
        if is_bound and not cleaned["sections"] and not cleaned.get("no_section"):
            text = _("Without a section an editor publishes nothing and changes only their own "
                     "stories. Choose sections, or tick “Of no section yet”.")  # fmt: skip
            self.add_error("sections", text)
        if "email" in self.changed_data and "email" in cleaned:
            try:
                accounts.refuse_taken(User(pk=self.instance.pk, email=cleaned["email"]))
            except NotAllowed as refusal:
                self.add_error("email", ValidationError(str(refusal)))
        return cleaned


# What is asked on a page of its own: name → (title, explanation, form, verb, done).
STEPS = {
    "deactivate": (
        gettext_lazy("Deactivate"),
        gettext_lazy(
            "Nobody can log in with this account any more: where it is open it closes at once, and "
            "links in mails die. All its work stays, under its name."
        ),
        ReasonForm,
        accounts.deactivate,
        gettext_lazy("The account of %(name)s is deactivated."),
    ),
    "reactivate": (
        gettext_lazy("Reactivate"),
        gettext_lazy("The role and the sections are as before. A mail leads to a new password."),
        NoForm,
        accounts.reactivate,
        gettext_lazy("The account of %(name)s is active; a mail is on its way."),
    ),
    "invite": (
        gettext_lazy("Send the invitation again"),
        gettext_lazy("A mail with a new link is sent; the link sent before opens no more."),
        NoForm,
        accounts.invite_again,
        gettext_lazy("A new invitation is on its way to %(name)s."),
    ),
}


@admin.register(User)
class StaffAdmin(NeverDeleted, DeskAdmin):
    form = AccountForm
    list_display = ["name", "username", "email", "role", "desks", "state"]
    list_filter = [ByState, ByRole, BySection]
    search_fields = ["username", "first_name", "last_name", "email"]
    search_help_text = gettext_lazy("Name, login or e-mail address")
    ordering = ["-is_active", "first_name", "last_name", "username"]
    actions = None

    def get_fieldsets(self, request, obj=None):
        person = ["first_name", "last_name", "email"]
        may_change = self.has_change_permission(request, obj)
        sections = ["sections", "no_section"] if may_change else ["desks"]
        return [
            (None, {"fields": [*person, "username", "state"] if obj else person}),
            (gettext_lazy("What they may do"), {"fields": ["role", *sections]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        if obj is None or self.has_change_permission(request, obj):
            return ["username", "state"]
        # The last two are left out of the form by being named here.
        shown = [*AccountForm.Meta.fields, "username", "state", "role", "desks"]
        return [*shown, "sections", "no_section"]

    def get_queryset(self, request):
        invited = AuditEntry.objects.filter(account=OuterRef("pk"), action=AuditAction.INVITED)
        found = super().get_queryset(request).select_related("profile")
        found = found.prefetch_related("groups", "sections")
        return found.annotate(invited_at=Subquery(invited.order_by("-pk").values("at")[:1]))

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or accounts.may_manage(request.user, obj))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def changelist_view(self, request, extra_context=None):
        title = {"title": _("Accounts")}
        return super().changelist_view(request, title | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        title = {"title": _("Invite somebody")}
        return super().add_view(request, form_url, title | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        user = self.get_object(request, object_id)
        more = {}
        if user and self.has_change_permission(request, user):
            more["name"] = accounts.name_of(user)
            more["steps"] = [(name, STEPS[name][0]) for name in _steps_of(user, request.user)]
        return super().change_view(request, object_id, form_url, more | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        verb = accounts.change if change else accounts.invite
        given = {name: form.cleaned_data[name] for name in ("role", "sections")}
        verb(obj, **given, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        text = _("%(name)s is invited; the mail goes to %(email)s. The login is %(login)s.") % {
            "name": accounts.name_of(obj), "email": obj.email, "login": obj.get_username(),
        }  # fmt: skip
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:auth_user_changelist"))

    # Steps with a page of their own.

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{name}/", view(partial(self.step, name=name)), name=f"account_{name}")
            for name in STEPS
        ]
        return own + super().get_urls()

    def step(self, request, pk, name):
        user = self.get_object(request, str(pk))
        if user is None or not self.has_change_permission(request, user):
            raise PermissionDenied
        title, explanation, form_class, verb, done = STEPS[name]
        form = form_class(request.POST if request.method == "POST" else None)
        back = HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))
        if form.is_valid():
            try:
                verb(user, by=request.user, **form.given())
            except NotAllowed as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                text = done % {"name": accounts.name_of(user)}
                self.message_user(request, text, messages.SUCCESS)
            return back
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "explanation": explanation,
            "opts": self.opts,
            "form": form,
            "account": user,
            "name": accounts.name_of(user),
        }
        return TemplateResponse(request, "admin/auth/user/step.html", context)

    # Columns.

    @admin.display(description=gettext_lazy("name"), ordering="first_name")
    def name(self, user):
        return accounts.name_of(user)

    @admin.display(description=gettext_lazy("role"))
    def role(self, user):
        role = accounts.role_of(user)
        others = [group.name for group in user.groups.all() if group.name not in accounts.ROLES]
        ours = [str(accounts.ROLE_NAMES[role])] if role else []
        return ", ".join(ours + others) or "–"

    @admin.display(description=gettext_lazy("sections"))
    def desks(self, user):
        return ", ".join(section.name for section in user.sections.all()) or "–"

    @admin.display(description=gettext_lazy("state"))
    def state(self, user):
        if not user.is_active:
            return _("deactivated")
        if not user.is_staff:
            return _("may not log in here")
        if accounts.is_invited(user) and user.invited_at:
            return _("invited, waits since %(day)s") % {"day": short_hour(user.invited_at)}
        return last_seen(user)


def _steps_of(user, by):
    """Return the names of the STEPS that `by` can take with `user` now."""
    if not user.is_active:
        return ["reactivate"]
    again = ["invite"] if accounts.is_invited(user) else []
    return again + ([] if user == by else ["deactivate"])
