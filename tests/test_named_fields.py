"""What is missing in a form of the desk is named, with what to write."""

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.admin.doors import LoginForm
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
DJANGO = "This field is required"
MODELS = ["section", "contributor", "photo", "video", "policy"]


@pytest.fixture
def desk(client):
    client.force_login(make_user(is_superuser=True))
    return client


@pytest.mark.parametrize("name", MODELS)
def test_new_row_without_anything_names_what_is_needed(desk, name):
    page = desk.post(reverse(f"admin:articles_{name}_add"), {}).content.decode()
    assert DJANGO not in page
    assert "” is needed." in page


def test_every_form_of_the_desk_that_is_filled_in_names_its_fields(rf):
    request = rf.get("/")
    request.user = make_user(is_superuser=True)
    for model, model_admin in admin.site._registry.items():
        if model_admin.has_add_permission(request) and model._meta.app_label == "articles":
            fields = model_admin.get_form(request).base_fields
            unnamed = [name for name, f in fields.items() if f.error_messages["required"] == DJANGO]
            assert not unnamed, f"{model}: {unnamed}"


def test_secret_link_without_an_hour_says_what_to_write(desk):
    address = reverse("admin:articles_article_links", args=[make_article().pk])
    page = desk.post(address, {"make": "1", "expires_at": ""}).content.decode()
    assert DJANGO not in page
    assert "Say until when the link opens: 2026-03-01 09:00." in page


def test_account_is_not_deactivated_without_a_reason_and_is_told_so(desk):
    user = make_user("Reporter")
    page = desk.post(reverse("admin:account_deactivate", args=[user.pk]), {}).content.decode()
    assert DJANGO not in page
    assert "Give a reason: it stays with the record." in page
    user.refresh_from_db()
    assert user.is_active


@pytest.mark.parametrize(
    ("verb", "said"), [("state", "Choose the desk state."), ("section", "Choose the section.")]
)
def test_step_for_many_names_what_it_asks(desk, verb, said):
    data = {"verb": verb, "story": [make_article().pk]}
    asked = desk.post("/admin/articles/article/bulk/", data)
    data |= {"confirm": "1", "digest": asked.context["chosen"].digest}
    page = desk.post("/admin/articles/article/bulk/", data).content.decode()
    assert DJANGO not in page
    assert said in page


def test_login_names_what_is_needed(rf):
    form = LoginForm(rf.post("/"), {})
    assert form.errors["username"] == ["“Username” is needed."]
    assert form.errors["password"] == ["“Password” is needed."]
