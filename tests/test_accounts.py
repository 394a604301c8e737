"""Accounts: invited by mail, given a role, shut and opened again; and the doors of the desk."""

import re
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Barrier

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from articles.admin.seen import last_seen, people_here
from articles.models import Article, AuditAction, AuditEntry, Notification, Presence, Section
from articles.publishing import NotAllowed, accounts
from articles.vocabulary import Status
from tests.desk import fields_of, said
from tests.factories import make_article, make_user

User = get_user_model()
pytestmark = pytest.mark.django_db

ACCOUNTS = "/admin/auth/user/"
ADD = "/admin/auth/user/add/"
PASSWORD = "a long walk by the harbour"
MARA = {"first_name": "Mara", "last_name": "Ellison", "email": "mara.ellison@news.example",
        "role": "Reporter"}  # fmt: skip


@pytest.fixture(autouse=True)
def roles(db):
    """The groups of the migration, also after a test that emptied the database."""
    import_module("articles.migrations.0002_roles").make_roles(apps, connection.schema_editor())
    cache.clear()


@pytest.fixture
def chief():
    return make_user(username="chief", is_superuser=True, first_name="Imke", last_name="Aldous")


@pytest.fixture
def manager():
    """Somebody who looks after accounts without being an administrator."""
    user = make_user("Publisher", username="manager")
    rights = Permission.objects.filter(content_type__model="user", content_type__app_label="auth")
    user.user_permissions.set(rights)
    return user


@pytest.fixture
def desk(client, chief, django_capture_on_commit_callbacks):
    client.force_login(chief)
    return client


@pytest.fixture
def city():
    return Section.objects.create(name="City", slug="city", position=1)


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """A function that sends a form, with what follows its transaction."""

    def post(client, address, data):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data, follow=True)

    return post


def change(user):
    return f"/admin/auth/user/{user.pk}/change/"


def step(user, name):
    return f"/admin/auth/user/{user.pk}/{name}/"


def link():
    """Return the path of the link in the last mail."""
    return re.search(r"http://testserver(/admin/password/\S+)", mail.outbox[-1].body)[1]


def choose_password(client, path, password=PASSWORD):
    """Follow the link of a mail and choose a password; return the page that answers."""
    page = client.get(path, follow=True)
    if not page.context["validlink"]:
        return page
    data = {"new_password1": password, "new_password2": password}
    return client.post(page.redirect_chain[-1][0], data, follow=True)


def log_in(client, login, password=PASSWORD, **more):
    client.logout()
    return client.post("/admin/login/", {"username": login, "password": password}, **more)


def entries(user):
    return list(
        AuditEntry.objects.filter(account=user).order_by("pk").values_list("action", "before",
                                                                           "after")
    )  # fmt: skip


# Invitations.


def test_an_invitation_leads_from_a_mail_into_the_desk(desk, client, send, city):
    answer = send(desk, ADD, MARA | {"role": "Editor", "sections": [city.pk]})
    assert "Mara Ellison is invited" in said(answer)
    mara = User.objects.get(email="mara.ellison@news.example")
    assert (mara.username, mara.is_staff, mara.is_superuser) == ("mara.ellison", True, False)
    assert not mara.has_usable_password()
    assert [group.name for group in mara.groups.all()] == ["Editor"]
    assert list(mara.sections.all()) == [city]
    assert mail.outbox[0].to == ["mara.ellison@news.example"]
    assert "mara.ellison" in mail.outbox[0].body
    assert entries(mara) == [(AuditAction.INVITED, "", "Editor; City")]
    assert AuditEntry.objects.get().origin == "127.0.0.1"
    assert "invited, waits since" in desk.get(ACCOUNTS).content.decode()
    client.logout()
    done = choose_password(client, link())
    assert "Log in as mara.ellison." in said(done)
    assert log_in(client, "mara.ellison").status_code == 302
    assert client.get("/admin/").status_code == 200
    client.logout()
    client.force_login(User.objects.get(username="chief"))
    assert "invited, waits since" not in desk.get(ACCOUNTS).content.decode()


def test_an_editor_of_no_section_is_asked_about_once(desk, send, city):
    asked = send(desk, ADD, MARA | {"role": "Editor"})
    assert "Without a section an editor publishes nothing" in asked.content.decode()
    assert not User.objects.filter(email=MARA["email"]).exists()
    send(desk, ADD, MARA | {"role": "Editor", "no_section": "on"})
    mara = User.objects.get(email=MARA["email"])
    assert not mara.sections.exists()
    form = desk.get(change(mara)).context["adminform"].form
    assert form["no_section"].value() is True
    send(desk, change(mara), MARA | {"role": "Editor", "sections": [city.pk], "no_section": "on"})
    assert list(mara.sections.all()) == [city]


def test_the_link_of_an_invitation_opens_once_and_not_for_ever(desk, client, send, settings):
    send(desk, ADD, MARA)
    path = link()
    late = timezone.now() + timezone.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60)
    with time_machine.travel(late):
        assert "opens no more" in choose_password(client, path).content.decode()
    choose_password(client, path)
    again = choose_password(client, path, "another walk by the sea")
    assert "opens no more" in again.content.decode()
    assert log_in(client, "mara.ellison").status_code == 302


def test_the_address_of_a_link_is_shown_to_nobody_else(desk, client, send):
    send(desk, ADD, MARA)
    page = client.get(link(), follow=True)
    assert page.redirect_chain[-1][0].endswith("/set-password/")
    assert "no-store" in page["Cache-Control"]


def test_a_weak_password_is_refused_and_said_why(desk, client, send):
    send(desk, ADD, MARA)
    page = choose_password(client, link(), "mara.ellison")
    assert "too similar" in page.content.decode()
    assert not User.objects.get(username="mara.ellison").has_usable_password()


def test_an_invitation_sent_again_makes_the_first_link_useless(desk, client, send):
    send(desk, ADD, MARA)
    mara, first = User.objects.get(username="mara.ellison"), link()
    send(desk, step(mara, "invite"), {})
    assert len(mail.outbox) == 2
    assert "opens no more" in choose_password(client, first).content.decode()
    assert "Log in as" in said(choose_password(client, link()))
    client.force_login(User.objects.get(username="chief"))
    assert "has a password already" in said(send(desk, step(mara, "invite"), {}))
    assert len(entries(mara)) == 2


@pytest.mark.parametrize("taken", ["mara.ellison@news.example", "MARA.Ellison@News.Example"])
def test_an_address_belongs_to_one_account(desk, send, taken):
    send(desk, ADD, MARA)
    page = send(desk, ADD, MARA | {"email": taken, "first_name": "Martin"})
    assert "belongs to the account of Mara Ellison" in page.content.decode()
    assert 'value="Martin"' in page.content.decode()
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"email": ""}, "“Email address” is needed."),
        ({"email": "mara@"}, "valid email"),
        ({"email": "a@b.example\r\nBcc: all@example.com"}, "valid email"),
        ({"role": ""}, "“Role” is needed."),
        ({"role": "Owner"}, "Select a valid choice"),
        ({"sections": ["999"]}, "Select a valid choice"),
        ({"first_name": ""}, "“First name” is needed."),
    ],
)
def test_an_invitation_that_lacks_something_says_what_and_sends_nothing(desk, send, wrong, told):
    page = send(desk, ADD, MARA | wrong)
    assert told in page.content.decode()
    assert mail.outbox == []
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "login"),
    [
        ("Ann.Varley@news.example", "ann.varley"),
        ("zoë+desk@news.example", "zoe"),
        ("张@news.example", "desk"),
        ("chief@news.example", "chief2"),
    ],
)
def test_a_login_is_made_of_the_address_and_is_nobody_elses(chief, email, login):
    assert accounts.free_login(email) == login


# Roles and sections.


def test_role_and_sections_change_on_one_page_and_at_the_next_request(desk, client, send, city):
    schools = Section.objects.create(name="Schools", slug="schools", parent=city, position=2)
    Section.objects.create(name="World", slug="world", position=0)
    user = make_user("Reporter", username="rafi")
    page = desk.get(change(user)).content.decode()
    places = [page.index(f"{name}</label>") for name in ("World", "City", "– Schools")]
    assert places == sorted(places)
    there = client.__class__()
    there.force_login(user)
    assert there.get("/admin/articles/section/add/").status_code == 403
    data = {"first_name": "Rafi", "email": user.email, "role": "Publisher",
            "sections": [city.pk, schools.pk]}  # fmt: skip
    assert "was changed" in said(send(desk, change(user), data))
    assert there.get("/admin/articles/section/add/").status_code == 200
    assert set(city.editors.all()) == {user}
    ((action, before, after),) = entries(user)
    assert (action, before, after) == (
        AuditAction.ACCOUNT, "Reporter", "Publisher; City + Schools",
    )  # fmt: skip


def test_a_page_saved_untouched_changes_and_notes_nothing(desk, send, city):
    user = make_user("Editor", username="ann", sections=[city])
    data = fields_of(desk.get(change(user)), "user_form")
    assert data["role"] == "Editor"
    send(desk, change(user), data)
    assert (accounts.in_words(accounts.fresh(user)), entries(user)) == ("Editor; City", [])


def test_groups_of_another_kind_and_accounts_without_a_role_stay_as_they_are(desk, send):
    user = make_user(username="odd")
    page = desk.get(change(user))
    assert "None of these" in page.content.decode()
    send(desk, change(user), {"role": "", "email": user.email, "first_name": "Odd"})
    assert accounts.fresh(user).first_name == "Odd"
    assert accounts.role_of(accounts.fresh(user)) == ""


def test_editors_chosen_on_a_section_are_noted_on_their_accounts(desk, send, city):
    ann, bea = (make_user("Editor", username=name) for name in ("ann", "bea"))
    city.editors.add(bea)
    address = f"/admin/articles/section/{city.pk}/change/"
    data = {"name": "City", "slug": "city", "position": "1", "editors": [ann.pk]}
    send(desk, address, data)
    assert set(city.editors.all()) == {ann}
    assert entries(ann) == [(AuditAction.ACCOUNT, "Editor", "Editor; City")]
    assert entries(bea) == [(AuditAction.ACCOUNT, "Editor; City", "Editor")]
    send(desk, "/admin/articles/section/add/", data | {"name": "World", "slug": "world"})
    assert entries(ann)[-1][2] == "Editor; City + World"


def test_the_last_administrator_keeps_the_role(desk, send, chief):
    gone = make_user(username="gone", is_superuser=True, is_active=False)
    page = send(desk, change(chief), {"email": chief.email, "role": "Reporter"})
    assert "the only active administrator" in page.content.decode()
    assert accounts.fresh(chief).is_superuser
    send(desk, step(gone, "reactivate"), {})
    send(desk, change(chief), {"email": chief.email, "role": "Reporter"})
    assert not accounts.fresh(chief).is_superuser


# Deactivate and reactivate.


@pytest.mark.django_db(transaction=True)
def test_of_two_invitations_of_one_address_at_once_the_later_is_refused():
    by = make_user(username="boss", is_superuser=True)
    gate = Barrier(2)

    def invite(name):
        user = User(first_name=name, email="mara@news.example")
        try:
            gate.wait(30)
            accounts.invite(user, role="Reporter", sections=(), by=by)
        except NotAllowed:
            return "refused"
        finally:
            connection.close()
        return "invited"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(invite, ("Mara", "Maren"))) == ["invited", "refused"]
    assert User.objects.filter(email="mara@news.example").count() == 1


def test_a_deactivated_account_is_out_at_once_and_its_work_stays(desk, client, send):
    mara = make_user("Reporter", username="mara")
    article = make_article(by=mara)
    Presence.objects.create(article=article, user=mara, tab="a")
    accounts.mail_new_password.call(mara.email)
    there = client.__class__()
    there.force_login(mara)
    assert there.get("/admin/").status_code == 200
    assert mara in people_here()
    send(desk, step(mara, "deactivate"), {"reason": "Left the paper"})
    assert there.get("/admin/").status_code == 302
    assert log_in(there, "mara", "only a test").status_code == 200
    assert "opens no more" in choose_password(there, link()).content.decode()
    assert Article.objects.get().created_by == mara
    assert not Presence.objects.exists()
    assert mara not in people_here()
    entry = AuditEntry.objects.get(account=mara)
    assert (entry.before, entry.after, entry.reason) == ("active", "deactivated", "Left the paper")
    assert "deactivated" in desk.get(ACCOUNTS).content.decode()


def test_a_reactivated_account_needs_a_new_password_and_has_its_role(desk, client, send):
    mara = make_user("Reporter", username="mara")
    there = client.__class__()
    there.force_login(mara)
    send(desk, step(mara, "deactivate"), {"reason": "On leave"})
    send(desk, step(mara, "reactivate"), {})
    assert there.get("/admin/").status_code == 302  # the session of before is no key
    assert log_in(there, "mara", "only a test").status_code == 200
    choose_password(there, link())
    assert log_in(there, "mara").status_code == 302
    assert accounts.role_of(accounts.fresh(mara)) == "Reporter"
    assert "active already" in said(send(desk, step(mara, "reactivate"), {}))


def test_deactivating_needs_a_reason(desk, send):
    mara = make_user("Reporter", username="mara")
    assert "Give a reason: it stays" in send(desk, step(mara, "deactivate"), {}).content.decode()
    assert accounts.fresh(mara).is_active
    assert desk.get(step(mara, "deactivate")).status_code == 200


def test_nobody_deactivates_themselves_or_the_last_administrator(desk, send, chief, manager):
    page = send(desk, step(chief, "deactivate"), {"reason": "Tired"})
    assert "your own account" in said(page)
    make_user(username="other", is_superuser=True, is_active=False)
    with pytest.raises(NotAllowed, match="only active administrator"):
        accounts.deactivate(chief, by=User(pk=0, is_superuser=True), reason="x")
    assert accounts.fresh(chief).is_active


def test_no_account_is_ever_deleted(desk, send, chief):
    mara = make_user("Reporter", username="mara")
    assert desk.post(f"/admin/auth/user/{mara.pk}/delete/", {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [mara.pk], "post": "yes"}
    desk.post(ACCOUNTS, data)
    assert User.objects.filter(pk=mara.pk).exists()


# Who may.


CRAFTED = {"first_name": "X", "is_superuser": "on", "is_staff": "on", "is_active": "on",
           "groups": "1", "user_permissions": "1", "password": "x", "username": "root"}  # fmt: skip


@pytest.mark.parametrize("role", ["Reporter", "Photo editor", "Editor", "Publisher"])
def test_no_crafted_form_of_other_roles_changes_an_account(client, send, role, chief):
    client.force_login(make_user(role, username="mallory"))
    mara = make_user("Reporter", username="mara")
    before = list(User.objects.order_by("pk").values())
    for user in (mara, chief):
        assert send(client, change(user), CRAFTED | {"role": "Publisher"}).status_code == 403
        for name in ("deactivate", "reactivate", "invite"):
            assert send(client, step(user, name), {"reason": "x"}).status_code == 403
    assert send(client, ADD, MARA).status_code == 403
    after = list(User.objects.order_by("pk").values())
    assert [row | {"last_login": None} for row in after] == [
        row | {"last_login": None} for row in before
    ]
    assert mail.outbox == []


def test_only_administrators_make_or_change_administrators(client, send, chief, manager):
    client.force_login(manager)
    mara = make_user("Reporter", username="mara")
    assert "Administrator" not in client.get(change(mara)).content.decode()
    for user in (mara, manager):
        data = CRAFTED | {"role": "Administrator", "email": user.email}
        send(client, change(user), data)
        assert not accounts.fresh(user).is_superuser
    send(client, change(manager), {"role": "Reporter", "email": manager.email})
    assert accounts.role_of(accounts.fresh(manager)) == "Publisher"  # nobody gives it to themselves
    assert send(client, ADD, MARA | {"role": "Administrator"}).status_code == 200
    assert not User.objects.filter(email=MARA["email"]).exists()
    assert send(client, change(chief), CRAFTED | {"role": "Reporter"}).status_code == 403
    assert send(client, step(chief, "deactivate"), {"reason": "x"}).status_code == 403
    assert client.get(change(chief)).status_code == 200  # to look at
    assert accounts.fresh(chief).is_superuser
    data = {"role": "Editor", "no_section": "on", "email": mara.email, "first_name": "Mara"}
    send(client, change(mara), data)
    assert accounts.role_of(accounts.fresh(mara)) == "Editor"
    for verb in (accounts.deactivate, accounts.invite_again):
        with pytest.raises(NotAllowed, match="Only an administrator"):
            verb(chief, by=manager, **({"reason": "x"} if verb is accounts.deactivate else {}))


def test_a_crafted_form_of_an_administrator_sets_no_bare_flag(desk, send):
    mara = make_user("Reporter", username="mara")
    data = CRAFTED | {"role": "Editor", "no_section": "on", "email": mara.email}
    send(desk, change(mara), data)
    fresh = accounts.fresh(mara)
    assert (fresh.username, fresh.is_superuser) == ("mara", False)
    assert fresh.check_password("only a test")
    assert not fresh.user_permissions.exists()
    assert [group.name for group in fresh.groups.all()] == ["Editor"]


def test_the_page_of_an_account_offers_no_bare_permission(desk):
    page = desk.get(change(make_user("Reporter", username="mara"))).content.decode()
    for name in ("is_staff", "is_superuser", "user_permissions", "groups", "password"):
        assert f'name="{name}"' not in page
    for told in accounts.ROLES.values():
        assert str(told) in page


# Passwords.


def test_a_forgotten_password_is_answered_alike_whether_the_address_is_known(client, send):
    make_user("Reporter", username="mara")
    make_user("Reporter", username="gone", is_active=False)
    pages = [
        send(client, "/admin/forgotten/", {"email": email})
        for email in ("MARA@example.com", "nobody@example.com", "gone@example.com")
    ]
    bodies = {re.sub(r'nonce="[^"]*"', "", page.content.decode()) for page in pages}
    assert len(bodies) == 1
    assert [letter.to for letter in mail.outbox] == [["mara@example.com"]]
    choose_password(client, link())
    assert log_in(client, "mara").status_code == 302


def test_the_login_leads_to_a_new_password(client):
    page = client.get("/admin/login/").content.decode()
    assert 'href="/admin/forgotten/"' in page


def test_new_passwords_are_not_sent_without_end(client, send):
    make_user("Reporter", username="mara")
    pages = [send(client, "/admin/forgotten/", {"email": "mara@example.com"}) for _n in range(9)]
    assert {page.status_code for page in pages} == {200}
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("email", ["", "mara", "a@b.example\nBcc: x@example.com", "x" * 300 + "@a"])
def test_what_is_no_address_is_said_and_kept(client, send, email):
    page = send(client, "/admin/forgotten/", {"email": email})
    assert page.context["form"].errors
    assert mail.outbox == []


def test_whoever_forgot_to_accept_an_invitation_gets_in_by_the_same_door(desk, client, send):
    send(desk, ADD, MARA)
    client.logout()
    send(client, "/admin/forgotten/", {"email": MARA["email"]})
    assert "Log in as" in said(choose_password(client, link()))


def test_wrong_passwords_make_only_that_account_wait_and_only_from_there(client):
    make_user("Reporter", username="mara")
    make_user("Reporter", username="rafi")
    with time_machine.travel("2026-03-02 09:00Z", tick=False) as clock:
        for _n in range(10):
            assert log_in(client, "Mara", "wrong").status_code == 200
        page = log_in(client, "mara", "only a test")
        assert "Too many wrong passwords" in page.content.decode()
        assert log_in(client, "rafi", "only a test").status_code == 302
        elsewhere = log_in(client, "mara", "only a test", REMOTE_ADDR="203.0.113.9")
        assert elsewhere.status_code == 302
        clock.shift(901)
        assert log_in(client, "mara", "only a test").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(client):
    make_user("Reporter", username="mara")
    for _round in range(2):
        for _n in range(8):
            log_in(client, "mara", "wrong")
        assert log_in(client, "mara", "only a test").status_code == 302


# Who is here.


def test_the_list_says_who_is_here_and_when_others_were(client, desk, chief):
    with time_machine.travel("2026-03-02 09:00Z", tick=False) as clock:
        client.force_login(make_user("Reporter", username="mara"))
        client.get("/admin/")
        clock.shift(2 * 3600)
        client.force_login(chief)
        page = desk.get(ACCOUNTS).content.decode()
        assert "here now" in page
        assert "last seen 2\xa0hours ago" in page
        assert [user.username for user in people_here()] == ["chief"]


def test_who_is_here_is_heard_of_again_and_again_and_gone_a_minute_after(client, desk, chief):
    with time_machine.travel("2026-03-02 09:00Z", tick=False) as clock:
        desk.get(ACCOUNTS)
        for _beat in range(8):
            clock.shift(25)
            assert desk.post("/admin/here/").status_code == 204
            assert people_here().get() == chief
        clock.shift(70)
        assert last_seen(accounts.fresh(chief)) == "here now"
        clock.shift(40)
        assert last_seen(accounts.fresh(chief)).startswith("last seen ")
        assert not people_here().exists()
    desk.logout()
    assert desk.post("/admin/here/").status_code == 302
    assert desk.get("/admin/here/").status_code == 302


def test_somebody_at_work_is_noted_every_45_seconds(client, desk, chief, django_assert_num_queries):
    with time_machine.travel("2026-03-02 09:00Z", tick=False) as clock:
        desk.get("/admin/me/")
        with django_assert_num_queries(6) as first:
            desk.get("/admin/me/")
        assert not [query for query in first if query["sql"].startswith("UPDATE")]
        clock.shift(46)
        with django_assert_num_queries(7) as later:
            desk.get("/admin/me/")
        assert len([query for query in later if query["sql"].startswith("UPDATE")]) == 1
        assert last_seen(accounts.fresh(chief)) == "here now"


def test_accounts_are_narrowed_by_words_of_the_newsroom(desk, chief, city):
    make_user("Editor", username="ann", sections=[city])
    make_user("Reporter", username="gone")
    User.objects.filter(username="gone").update(is_active=False)
    make_user(username="new")
    for query, names in {
        "state=active": {"chief", "ann", "new"}, "state=deactivated": {"gone"},
        "role=Editor": {"ann"}, "role=Administrator": {"chief"}, "role=none": {"new"},
        f"section={city.pk}": {"ann"}, "section=none": {"chief", "gone", "new"},
        "section=x": {"chief", "ann", "gone", "new"},
    }.items():  # fmt: skip
        page = desk.get(f"{ACCOUNTS}?{query}")
        found = page.context["cl"].queryset.values_list("username", flat=True)
        assert set(found) == names, query
    words = page.content.decode()
    for word in ("No role", "No section", "Deactivated", "Invite somebody"):
        assert word in words
    assert "Authentication and Authorization" not in words
    assert "Authentication and Authorization" not in desk.get(change(chief)).content.decode()
    assert "/admin/auth/group/" not in desk.get("/admin/").content.decode()


def test_the_list_of_accounts_asks_no_more_for_fifty(desk, django_assert_max_num_queries, city):
    desk.get(ACCOUNTS)
    with django_assert_max_num_queries(13) as few:
        desk.get(ACCOUNTS)
    for number in range(50):
        make_user("Editor", username=f"editor{number}", sections=[city])
    with django_assert_max_num_queries(len(few)):
        assert "editor49" in desk.get(ACCOUNTS).content.decode()


def test_a_deactivated_account_keeps_no_notices(desk, send):
    mara = make_user("Reporter", username="mara")
    Notification.objects.create(user=mara, kind="returned", article=make_article(by=mara))
    send(desk, step(mara, "deactivate"), {"reason": "Left"})
    assert not Notification.objects.exists()
    assert Article.objects.get().status == Status.DRAFT
