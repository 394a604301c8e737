"""XML written safely: whatever stands in a story, the document stays well formed."""

from django.http import HttpResponse
from lxml import etree

from articles.public.names import clean


def root_of(name, namespaces, **attributes):
    """Return a new root; `namespaces` are {prefix (None: default): URI}, `name` as in `add`."""
    return etree.Element(name, _texts(attributes), nsmap=namespaces)


def add(parent, name, text="", **attributes):
    """Append an element and return it; `name` is `tag` or `{namespace}tag`.

    Attributes that are None are left out, numbers are written as such.
    """
    child = etree.SubElement(parent, name, _texts(attributes))
    child.text = clean(text) or None
    return child


def add_each(parent, values):
    """Append an element for each {name: text} that is not empty."""
    for name, text in values.items():
        if text:
            add(parent, name, text)


def xml_response(root, media_type):
    """Return the answer that carries the document below `root`."""
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type=f"{media_type}; charset=utf-8")


def _texts(attributes):
    return {name: clean(str(value)) for name, value in attributes.items() if value is not None}
