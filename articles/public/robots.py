"""Who may read what by machine: robots.txt, and the permission to mine texts and pictures.

One table says what each known AI crawler wants pages for; the setting AI_POLICY says which of these
purposes the paper allows. Only published conventions speak of it: the Robots Exclusion Protocol
(RFC 9309), the TDM Reservation Protocol (W3C Community Group), and the Data Mining values of PLUS
and IPTC for pictures.
"""

from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from articles.public.answers import public_page
from articles.public.names import absolute

TDM_HEADER = "tdm-reservation"  # 1: the right to mine is reserved, 0: it is not

# Nothing there is for an index; each is the beginning of a path, an asterisk any letters.
NOT_FOR_ROBOTS = ("/admin/", "/search/", "/*/report/")

_PLUS = "http://ns.useplus.org/ldf/vocab/"


class Purpose(StrEnum):
    TRAINING = "training"  # a model learns from the page
    SEARCH = "search"  # the page is found, and named as a source of an answer
    ASSISTANT = "assistant"  # somebody asked for this page now


class Crawler(NamedTuple):
    """A robot by the name it obeys in robots.txt, as its owner documents it."""

    token: str
    owner: str
    purpose: Purpose


CRAWLERS = (
    Crawler("AI2Bot", "Ai2", Purpose.TRAINING),
    Crawler("Amazonbot", "Amazon", Purpose.TRAINING),
    Crawler("Applebot-Extended", "Apple", Purpose.TRAINING),
    Crawler("Bytespider", "ByteDance", Purpose.TRAINING),
    Crawler("CCBot", "Common Crawl", Purpose.TRAINING),
    Crawler("ClaudeBot", "Anthropic", Purpose.TRAINING),
    Crawler("cohere-training-data-crawler", "Cohere", Purpose.TRAINING),
    Crawler("Google-Extended", "Google", Purpose.TRAINING),
    Crawler("GPTBot", "OpenAI", Purpose.TRAINING),
    Crawler("meta-externalagent", "Meta", Purpose.TRAINING),
    Crawler("PanguBot", "Huawei", Purpose.TRAINING),
    Crawler("Amzn-SearchBot", "Amazon", Purpose.SEARCH),
    Crawler("Claude-SearchBot", "Anthropic", Purpose.SEARCH),
    Crawler("DuckAssistBot", "DuckDuckGo", Purpose.SEARCH),
    Crawler("OAI-SearchBot", "OpenAI", Purpose.SEARCH),
    Crawler("PerplexityBot", "Perplexity", Purpose.SEARCH),
    Crawler("Amzn-User", "Amazon", Purpose.ASSISTANT),
    Crawler("ChatGPT-User", "OpenAI", Purpose.ASSISTANT),
    Crawler("Claude-User", "Anthropic", Purpose.ASSISTANT),
    Crawler("meta-externalfetcher", "Meta", Purpose.ASSISTANT),
    Crawler("MistralAI-User", "Mistral AI", Purpose.ASSISTANT),
    Crawler("Perplexity-User", "Perplexity", Purpose.ASSISTANT),
)


class Policy(NamedTuple):
    allowed: frozenset  # of Purpose
    data_mining: str  # what PLUS calls it, for a picture of our own

    @property
    def allows_mining(self):
        return Purpose.TRAINING in self.allowed


# The choices of AI_POLICY.
POLICIES = {
    "open": Policy(frozenset(Purpose), "DMI-ALLOWED"),
    "search-only": Policy(
        frozenset((Purpose.SEARCH, Purpose.ASSISTANT)), "DMI-PROHIBITED-AIMLTRAINING"
    ),
    "closed": Policy(frozenset(), "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING"),
}
_OTHERS = "DMI-PROHIBITED-AIMLTRAINING"  # of pictures that an open paper may not give away


def policy():
    return POLICIES[settings.AI_POLICY]


def data_mining_allowed(part=None):
    """Whether a Story, or a Photo (the row), may be mined; None asks for the paper as a whole.

    What says that it belongs to somebody else is not ours to give away.
    """
    return policy().allows_mining and not _is_somebody_elses(part)


def _is_somebody_elses(part):
    """Whether a text of rights names another owner than the paper, or there are terms to keep."""
    owners = (getattr(part, name, "") for name in ("rights", "supplier", "copyright_notice"))
    ours = settings.SITE_NAME.casefold()
    return bool(getattr(part, "usage_terms", "")) or any(
        owner and ours not in owner.casefold() for owner in owners
    )


def plus_data_mining(photo):
    """Return the Data Mining value (PLUS, IPTC 2023.1) of a Photo (the row), a URI."""
    may_not_be = policy().allows_mining and not data_mining_allowed(photo)
    return _PLUS + (_OTHERS if may_not_be else policy().data_mining)


def reservation(parts=(None,)):
    """Return `tdm-reservation` for a page of these Stories or Photos: "1" if one is reserved."""
    return "0" if all(map(data_mining_allowed, parts)) else "1"


@public_page
def robots(request):
    return HttpResponse(robots_txt(), content_type="text/plain; charset=utf-8")


@public_page
def tdmrep(request):
    """Answer /.well-known/tdmrep.json: rules by path, the first that fits counts."""
    # Which picture is whose is said of each; as a whole they are not given away.
    rules = [("/photos/*", "1")] if policy().allows_mining else []
    rules.append(("/", reservation()))
    answer = [{"location": path, TDM_HEADER: int(value)} for path, value in rules]
    return JsonResponse(answer, safe=False)


def robots_txt():
    """Return the text: the crawlers that may not come, then all others, then the sitemaps."""
    refused = [c for c in CRAWLERS if c.purpose not in policy().allowed]
    others = [c for c in CRAWLERS if c.purpose in policy().allowed]
    groups = [[*_named(refused), "Disallow: /"]] if refused else []
    groups.append(
        [*_named(others), "User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    )
    maps = (reverse("sitemap"), reverse("news-sitemap"))
    groups.append([f"Sitemap: {absolute(path)}" for path in maps])
    return "\n\n".join("\n".join(lines) for lines in groups) + "\n"


def _named(crawlers):
    """Yield the lines that name the crawlers, each purpose under its own comment."""
    for purpose in Purpose:
        of_purpose = [crawler for crawler in crawlers if crawler.purpose is purpose]
        if of_purpose:
            yield f"# {_SAID[purpose]}"
        yield from (f"User-agent: {crawler.token}" for crawler in of_purpose)


_SAID = {
    Purpose.TRAINING: "Training of AI models",
    Purpose.SEARCH: "Search engines and answers with AI",
    Purpose.ASSISTANT: "Assistants that fetch a page somebody asked for",
}
