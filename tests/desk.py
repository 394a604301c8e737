"""The story form as a browser would send it, for tests without a browser."""

from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Article
from tests.factories import make_user


class _FormReader(HTMLParser):
    """Collects the successful controls of one form, as HTML defines them; no buttons, no files."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.inside, self.template = form_id, False, 0
        self.data, self.select, self.textarea = {}, None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        if tag == "template":
            self.template += 1
        if not self.inside or self.template or "disabled" in given:
            return
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in ("file", "submit", "button"):
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                return
            self.data[name] = given.get("value", "on" if given.get("type") == "checkbox" else "")
        elif tag == "select":
            self.select, self.data[name] = name, ""
        elif tag == "option" and self.select and "selected" in given:
            self.data[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.textarea, self.data[name] = name, ""

    def handle_data(self, text):
        if self.textarea:
            self.data[self.textarea] += text

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "template":
            self.template -= 1
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            # A parser drops the line end right after the start tag.
            self.data[self.textarea] = self.data[self.textarea].removeprefix("\n")
            self.textarea = None


def url(article=None, name="change"):
    if article is None:
        return "/admin/articles/article/add/"
    return f"/admin/articles/article/{article.pk}/{name}/"


def fields_of(response, form_id="article_form"):
    """Return what the form of a page would send if nobody touched it."""
    reader = _FormReader(form_id)
    reader.feed(response.content.decode())
    return reader.data


def opened(client, article=None):
    """Open the form of `article`, or of a new story; return what it would send untouched."""
    response = client.get(url(article))
    assert response.status_code == 200, response.status_code
    return fields_of(response)


def add_row(data, prefix, **fields):
    """Add a row to the data of a form as the buttons of the page do."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    data.update({f"{prefix}-{number}-{name}": value for name, value in fields.items()})


def said(response):
    """Return the messages of the page a form led to."""
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def desk(client):
    """A client logged in as somebody who may do everything."""
    client.force_login(make_user(username="chief", is_superuser=True))
    return client


def send(desk, article, data, **more):
    return desk.post(url(article), data | more, follow=True)


def save(desk, article, data, **more):
    """Send the form, which must be accepted; return the story as it is then."""
    response = send(desk, article, data, **more)
    assert response.redirect_chain, response.context["errors"]
    return Article.objects.get(pk=article.pk) if article else Article.objects.latest("pk")


def picture(colour="navy"):
    content = BytesIO()
    Image.new("RGB", (640, 480), colour).save(content, "JPEG")
    return SimpleUploadedFile("pier.jpg", content.getvalue(), "image/jpeg")
