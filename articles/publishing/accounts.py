"""Verbs of accounts: invite, change, deactivate, reactivate; each is one audit entry.

No account is ever deleted, for its work bears its name. A role is one of the newsroom's groups; an
administrator is Django's superuser.
"""

import re
import unicodedata

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from articles.models import AuditAction, Presence, Profile, Section
from articles.publishing.audit import note
from articles.publishing.errors import NotAllowed
from articles.publishing.locks import take_turns
from articles.publishing.mail import deliver

ADMINISTRATOR = "Administrator"

# The groups of the newsroom by name, each with what it may do.
ROLES = {
    "Reporter": gettext_lazy("writes and changes own stories, and sends them to review"),
    "Photo editor": gettext_lazy("looks after all pictures, their rights and their words"),
    "Editor": gettext_lazy("changes and publishes the stories of the sections chosen below"),
    "Publisher": gettext_lazy("publishes, withdraws and holds any story, and orders the paper"),
    ADMINISTRATOR: gettext_lazy("may do everything, and looks after accounts"),
}
ROLE_NAMES = {
    "Reporter": gettext_lazy("Reporter"),
    "Photo editor": gettext_lazy("Photo editor"),
    "Editor": gettext_lazy("Editor"),
    "Publisher": gettext_lazy("Publisher"),
    ADMINISTRATOR: gettext_lazy("Administrator"),
}
OF_SECTIONS = ("Editor",)  # roles that may do next to nothing without a section


def role_of(user):
    """Return the name of the role of `user`, a key of ROLES, or ''."""
    if user.is_superuser:
        return ADMINISTRATOR
    names = {group.name for group in user.groups.all()}
    return next((role for role in reversed(ROLES) if role in names), "")


def in_words(user):
    """Return role and sections as the audit tells them: `Editor; City + Sport`."""
    role = role_of(user)
    sections = " + ".join(section.name for section in user.sections.all())
    return "; ".join(filter(None, (str(ROLE_NAMES.get(role, _("No role"))), sections)))


def may_manage(by, user):
    """True if `by` may change the account `user`: administrators are for administrators."""
    return by.is_superuser or not user.is_superuser


def may_give(by, user, role):
    """True if `by` may give the account `user` that role; nobody raises themselves."""
    return by.is_superuser or (role != ADMINISTRATOR and by.pk != user.pk)


def is_invited(user):
    """True while an invitation was not accepted: no password was ever chosen."""
    return user.is_active and not user.has_usable_password()


@transaction.atomic
def invite(user, *, role, sections, by):
    """Save the new account `user` (names and e-mail given) and mail it the way in; return it.

    Raises NotAllowed.
    """
    if not may_give(by, user, role):
        raise NotAllowed(_("Only an administrator makes administrators."))
    take_turns("accounts")  # of two invitations of one address the later is refused
    refuse_taken(user)
    user.username = free_login(user.email)
    user.is_staff = True
    user.set_unusable_password()
    user.save()
    _give(user, role, sections)
    note(AuditAction.INVITED, by=by, account=user, after=in_words(fresh(user)))
    _mail_on_commit(mail_invitation, user)
    return user


@transaction.atomic
def invite_again(user, *, by):
    """Mail an account that waits a new link; the earlier one opens no more."""
    user = fresh(user)
    _refuse_foreign(by, user)
    if not is_invited(user):
        raise NotAllowed(_("%(name)s has a password already.") % {"name": name_of(user)})
    user.set_unusable_password()  # another one: links depend on it
    user.save(update_fields=["password"])
    note(AuditAction.INVITED, by=by, account=user, after=in_words(user))
    _mail_on_commit(mail_invitation, user)


@transaction.atomic
def change(user, *, role, sections, by):
    """Save the changed names and e-mail of `user`, and give it `role` ('': as it is) and sections.

    Raises NotAllowed.
    """
    before = fresh(user)
    words = in_words(before)
    _refuse_foreign(by, before)
    refuse_role(before, role, by=by)
    if user.email.casefold() != before.email.casefold():
        take_turns("accounts")
        refuse_taken(user)
    user.save(update_fields=["first_name", "last_name", "email"])
    _give(user, role, sections)
    _note_change(before, words, by)


def _note_change(before, words, by):
    """Note what differs from the row `before` and from `words`, its role and sections."""
    after = fresh(before)
    detail = {"email": [before.email, after.email]} if before.email != after.email else {}
    if words != in_words(after) or detail:
        note(
            AuditAction.ACCOUNT, by=by, account=after, before=words, after=in_words(after), **detail
        )


@transaction.atomic
def set_editors(section, editors, *, by):
    """Make `editors` (users) those of `section`; each account that changes is noted."""
    before = set(section.editors.all())
    changed = [(user, in_words(user)) for user in before ^ set(editors)]
    section.editors.set(editors)
    for user, words in changed:
        _note_change(user, words, by)


@transaction.atomic
def deactivate(user, *, by, reason):
    """Shut an account: sessions end, links die, nothing is told any more; its work stays."""
    user = fresh(user)
    _refuse_foreign(by, user)
    if user == by:
        raise NotAllowed(_("You cannot deactivate your own account; ask another administrator."))
    _refuse_last(user)
    user.is_active = False
    # Without the password no session and no link of before is good, now or after a return.
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    Presence.objects.filter(user=user).delete()
    Profile.objects.filter(user=user).update(seen_at=None)
    user.notifications.unread(user).delete()
    note(
        AuditAction.ACCOUNT, by=by, account=user, before=_("active"), after=_("deactivated"),
        reason=reason,
    )  # fmt: skip


@transaction.atomic
def reactivate(user, *, by, reason=""):
    """Open an account again, with the role and sections it had; a mail leads to a new password."""
    user = fresh(user)
    _refuse_foreign(by, user)
    if user.is_active:
        raise NotAllowed(_("%(name)s is active already.") % {"name": name_of(user)})
    user.is_active = True
    user.save(update_fields=["is_active"])
    note(
        AuditAction.ACCOUNT, by=by, account=user, before=_("deactivated"), after=_("active"),
        reason=reason,
    )  # fmt: skip
    _mail_on_commit(mail_invitation, user)


def refuse_role(user, role, *, by):
    """Raise NotAllowed if `by` may not give the account `user` that role, or must not now."""
    if not role or role == role_of(user):
        return
    if not may_give(by, user, role):
        raise NotAllowed(_("This role is not yours to give; ask an administrator."))
    if role != ADMINISTRATOR:
        _refuse_last(user)


def refuse_taken(user):
    """Raise NotAllowed if another account has the e-mail address of `user`, in any case."""
    others = get_user_model().objects.filter(email__iexact=user.email).exclude(pk=user.pk)
    if user.email and (other := others.first()):
        raise NotAllowed(
            _("“%(email)s” belongs to the account of %(name)s already; write another address.")
            % {"email": user.email, "name": name_of(other)}
        )


def _refuse_foreign(by, user):
    if not may_manage(by, user):
        raise NotAllowed(_("Only an administrator changes the account of an administrator."))


def _refuse_last(user):
    """Raise NotAllowed if no administrator would be left without `user`."""
    if not user.is_superuser:
        return
    # Locked: two administrators who shut each other out would leave none.
    users = get_user_model().objects.select_for_update().filter(is_superuser=True)
    active = [one.pk for one in users.order_by("pk") if one.is_active and one.is_staff]
    if set(active) <= {user.pk}:
        raise NotAllowed(
            _("%(name)s is the only active administrator; make another one first.")
            % {"name": name_of(user)}
        )


def _give(user, role, sections):
    """Give `user` the role ('': as it is) and the sections; groups of another kind stay."""
    if role:
        user.is_superuser, user.is_staff = role == ADMINISTRATOR, True
        user.save(update_fields=["is_superuser", "is_staff"])
        user.groups.remove(*Group.objects.filter(name__in=set(ROLES) - {role}))
        user.groups.add(*Group.objects.filter(name=role))
    user.sections.set(sections)


def fresh(user):
    """Return `user` as the database has it, with nothing remembered."""
    return get_user_model().objects.get(pk=user.pk)


def name_of(user):
    return user.get_full_name() or user.get_username()


def free_login(email):
    """Return a login nobody has, made of the part before the @: `ann.varley`, `ann.varley2`."""
    plain = unicodedata.normalize("NFKD", email.partition("@")[0]).encode("ascii", "ignore")
    base = re.sub(r"[^a-z0-9._-]+", "", plain.decode().lower().partition("+")[0])[:100] or "desk"
    users, number = get_user_model().objects, 1
    login = base
    while users.filter(username__iexact=login).exists():
        number += 1
        login = f"{base}{number}"
    return login


def ordered_sections():
    """Return all sections, each main one followed by its own."""
    sections = list(Section.objects.all())
    return [
        one
        for main in sections
        if main.parent_id is None
        for one in (main, *(part for part in sections if part.parent_id == main.pk))
    ]


# Links and letters. The worker makes the link, so that none lies in its list.


def set_password_link(user):
    """Return the address at which `user` chooses a password, once, while the link is young."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return settings.SITE_URL + reverse("admin_set_password", args=[uid, token])


def _mail_on_commit(letter, user):
    # Robust: the account stands even where the worker's list cannot be written.
    transaction.on_commit(lambda: letter.enqueue(user.pk), robust=True)


@task()
def mail_invitation(user_id, tries=0):
    """Mail an account that has no password the way in."""
    user = get_user_model().objects.filter(pk=user_id).first()
    if user and is_invited(user):
        _mail_link("invitation", user, (mail_invitation, (user_id,)), tries)


@task()
def mail_new_password(email, tries=0):
    """Mail whoever has that address the way to a new password; nobody else learns of it."""
    people = get_user_model().objects.filter(email__iexact=email, is_active=True, is_staff=True)
    for user in people:
        _mail_link("password", user, (mail_new_password, (email,)), tries)


def _mail_link(name, user, again, tries):
    days = settings.PASSWORD_RESET_TIMEOUT // 86_400
    link = set_password_link(user)
    deliver(name, user, again=again, tries=tries, link=link, days=days)
