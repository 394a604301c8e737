"""Words that were typed and not saved: offered where their story is opened, and taken up again."""

from dataclasses import dataclass

from django.conf import settings

from articles.admin.autosave import addresses, begun_in
from articles.admin.moments import hour_in_words
from articles.admin.presence import leave, open_tabs, others_in
from articles.admin.typed import (
    FILES,
    TAKES,
    TURN,
    as_posted,
    new_tab,
    number,
    one,
    signed,
    tab_of,
    turn_of,
)
from articles.admin.unfinished import begun_by, first_words
from articles.models import Version
from articles.publishing import keep_version
from articles.publishing.autosaves import drop_autosaves
from articles.vocabulary import VersionKind

WORDS = "words"  # of an address: the Version to be taken up
OFFERED = 10
KNOWN = 30  # tabs of one's own whose drafts on this machine a page may forget


@dataclass(frozen=True)
class Offer:
    """Words of one's own that are in no save."""

    version: Version
    hour: str
    words: str  # the first ones that are not in the working copy
    is_open: bool  # the tab they were typed in is open now
    is_stale: bool  # the story was saved after they were begun


@dataclass(frozen=True)
class PageWords:
    """What the page of a story has to know to keep every word."""

    tab: str
    takes: int | None
    turn: int  # of the words that the server has of this tab
    writer: str
    addresses: dict
    offers: list
    others: list
    known: str  # tabs of one's own and how far the server has their words: "tab:turn …"
    zone: str
    taken: Offer | None
    files: list


def offers_for(user, article, but=()):
    """Return the Offers for who opens `article`, without those of the tabs and ids in `but`.

    Of a story that was never saved nothing else is there, so what was set aside is offered too.
    """
    found = Version.objects.unsaved_of(user)
    if article.revision == 0:
        found |= Version.objects.filter(kind=VersionKind.SET_ASIDE, by=user)
    unsaved = found.filter(article=article).exclude(typed=None)
    shown = unsaved.defer("content").order_by("-at")[:OFFERED]
    tabs = open_tabs(article, user)
    return [
        offer_of(version, article, tabs)
        for version in shown
        if version.tab not in but and version.pk not in but
    ]


def offer_of(version, article, tabs=()):
    return Offer(
        version,
        hour_in_words(version.at),
        first_words(version.typed, article),
        version.tab in tabs,
        version.revision < article.revision,
    )


def version_to_take(user, article, text):
    """Return the Version an address names, if it is of one's own unsaved words, or None."""
    kinds = (VersionKind.AUTOSAVE, VersionKind.SET_ASIDE)
    mine = Version.objects.filter(kind__in=kinds, by=user, article=article).exclude(typed=None)
    return mine.filter(pk=number(text) or 0).first()


def way_to_words(request, object_id):
    """Return where a story goes on that was begun and never saved, or None.

    Nothing is there of it but its writer's words.
    """
    pk = number(object_id or "")
    if request.method != "GET" or WORDS in request.GET or not pk:
        return None
    kept = begun_by(request.user).filter(article=pk).order_by("-at")
    last = kept.values_list("pk", flat=True).first()
    return f"{request.path}?{WORDS}={last}" if last else None


def meant(model_admin, request, object_id):
    """Return (request, object_id) of what is really asked for.

    Words to be taken up are sent into the form as if somebody had just typed them; a new story of
    which the same tab kept words already is that story.
    """
    if request.method == "POST" and object_id is None:
        found = begun_in(request.user, tab_of(request.POST))
        return request, str(found.pk) if found else None
    pk = number(object_id or "")
    if request.method != "GET" or WORDS not in request.GET or not pk:
        return request, object_id
    version = version_to_take(request.user, pk, request.GET[WORDS])
    if version is None:
        return request, object_id
    posted = as_posted(request, version.typed, **{TAKES: str(version.pk)})
    posted.taken = version
    return posted, object_id


def prepare(form, request):
    """Tell a form (class) who types in it, and in which tab."""
    form.user, form.tab = request.user, tab_of(request.POST)
    form.taken = getattr(request, "taken", None)


def keep_saved(request, article):
    """Keep the version that `request` saved, and forget the autosaves whose words it holds.

    The page it came from gives way to the next.
    """
    post, by, tab = request.POST, request.user, tab_of(request.POST)
    keep_version(article, by=by, tab=tab, typed=turn_of(post))
    drop_autosaves(article, by=by, tab=tab, taken=number(post.get(TAKES)))
    leave(article, by, tab)


def page_words(request, article):
    """Return the PageWords of a page, `article` None for a new story."""
    tab, takes = tab_of(request.POST), number(request.POST.get(TAKES))
    taken = getattr(request, "taken", None)
    user = request.user
    common = {
        "tab": tab or new_tab(),
        "takes": takes,
        "turn": 0,
        "writer": signed(user),
        "zone": settings.TIME_ZONE,
        "taken": offer_of(taken, article) if taken else None,
        "files": taken.typed.get(FILES, []) if taken else [],
    }
    if article is None:
        here = {"addresses": {}, "offers": [], "others": [], "known": ""}
        return PageWords(**common, **here)
    mine = Version.objects.unsaved_of(user).filter(article=article)
    known = taken or (mine.filter(tab=tab).first() if tab else None)
    common["turn"] = number(one(known.typed, TURN)) or 0 if known else 0
    return PageWords(
        **common,
        addresses=addresses(article),
        offers=offers_for(user, article, {common["tab"], takes}),
        others=others_in(article, user, tab),
        known=" ".join(f"{tab}:{turn}" for tab, turn in _known_tabs(user, article).items()),
    )


def _known_tabs(user, article):
    """Return {tab: turn} of the last words that the server has of each tab of `user`."""
    kept = article.versions.filter(by=user).exclude(tab="").order_by("-at")
    known = {}
    for tab, turn in kept.values_list("tab", f"typed__{TURN}")[:KNOWN]:
        known[tab] = max(known.get(tab, 0), number(turn[-1] if turn else "") or 0)
    return known
