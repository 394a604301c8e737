"""Pages about the paper itself: who makes it, and by which rules."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from articles.models import Policy
from articles.public.answers import public_page
from articles.vocabulary import PolicyKind

# HTML in the text is shown as typed, and addresses like javascript: are no links.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@public_page
def about(request):
    return _page(request, PolicyKind.ABOUT)


@public_page
def policy(request, name):
    return _page(request, name.replace("-", "_"))


def _page(request, kind):
    policy = get_object_or_404(Policy, kind=kind)
    context = {"policy": policy, "text": as_html(policy.text)}
    return render(request, "policy.html", context)


def as_html(text):
    """Return Markdown as safe HTML; the page has the only heading of the first level."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + (token.tag == 'h1'))}"
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return mark_safe(html)  # noqa: S308 - rendered without HTML of its writer


def addresses(policies):
    """Return {name in schema.org: public address} for Policy rows; some have none there."""
    return {
        _schema_name(policy.kind): settings.SITE_URL + policy.get_absolute_url()
        for policy in policies
        if policy.kind not in (PolicyKind.ABOUT, PolicyKind.PRIVACY)
    }


def _schema_name(kind):
    first, *rest = kind.split("_")
    return first + "".join(word.capitalize() for word in rest)
