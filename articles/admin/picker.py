"""Photos and videos to choose from while writing: the archive, newest first, a page at a time."""

import json
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, Subquery
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import embeds
from articles.admin.cautions import cautions_of, size_caution
from articles.admin.photo_rows import words_of
from articles.admin.players import own_video, why_unknown
from articles.admin.thumbnails import thumbnail_of
from articles.admin.video_rows import clock_of
from articles.importing.assets import keep_photo
from articles.models import Photo, Video
from articles.pictures import PictureError

PAGE_SIZE = 24
MOST_WORDS = 6  # of a search; each is looked for in every row
PHOTO_FIELDS = (
    "title", "caption", "alt_text", "creator", "supplier", "credit_line", "place",
)  # fmt: skip
VIDEO_FIELDS = ("title", "description")
_START_IS_LOST = gettext_lazy("The start time %(clock)s in the address is not kept.")


@dataclass(frozen=True)
class Item:
    """One photo or video as the picker shows it; `words` (JSON) go into the use that takes it."""

    pk: int
    title: str
    words: str
    thumbnail: str
    badges: list  # what may be done with it or where it plays, in words
    facts: list  # of a photo its credit and terms, of a video its length
    caution: str = ""  # what stands against using it, in sentences
    line: str = ""  # what it shows, where the title is only for finding it


def urls(model_admin):
    """Return the addresses of the picker, below those of the stories."""
    guarded = model_admin.admin_site.admin_view
    return [
        path("picker/upload/", guarded(upload), name="articles_article_picker_upload"),
        path("picker/player/", guarded(player), name="articles_article_picker_player"),
        path("picker/<slug:kind>/", guarded(items), name="articles_article_picker"),
    ]


@require_safe
def items(request, kind):
    """Answer with a page of photos or videos as a fragment; `q` are words, `before` an id."""
    if kind not in ("photo", "video"):
        raise Http404(f"{kind!r} is nothing to choose; photo and video are.")
    if not request.user.has_perm(f"articles.view_{kind}"):
        raise PermissionDenied
    before = request.GET.get("before", "")
    rows = find(kind, request.GET.get("q", ""), int(before) if _is_id(before) else None)
    found = list(rows[: PAGE_SIZE + 1])
    make = photo_item if kind == "photo" else video_item
    context = {
        "kind": kind,
        "items": [make(row) for row in found[:PAGE_SIZE]],
        "older": found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else "",
    }
    response = render(request, "admin/articles/article/_picker_items.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _is_id(text):
    return text.isascii() and text.isdigit() and len(text) < 19


def find(kind, query="", before=None):
    """Return the photos or videos with all words of `query`, newest first, in two queries."""
    if kind == "photo":
        # A row somebody added and left empty is no picture yet.
        empty = dict.fromkeys(("file", *PHOTO_FIELDS), "")
        rows, names = Photo.objects.exclude(**empty).prefetch_related("renditions"), PHOTO_FIELDS
    else:
        rows = Video.objects.select_related("poster").prefetch_related("poster__renditions")
        names = VIDEO_FIELDS
    for word in query.replace("\x00", "").split()[:MOST_WORDS]:
        anywhere = Q()
        for name in names:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    if before is not None:
        since = Subquery(rows.model.objects.filter(pk=before).values("created_at"))
        rows = rows.filter(Q(created_at__lt=since) | Q(created_at=since, pk__lt=before))
    return rows.order_by("-created_at", "-pk")


def photo_item(photo):
    return Item(
        pk=photo.pk,
        title=str(photo),
        words=words_of(photo),
        thumbnail=thumbnail_of(photo),
        badges=[*rights_badges(photo, timezone.now()), *_size_badge(photo)],
        facts=list(filter(None, [photo.credit or _("no credit"), photo.usage_terms])),
        caution=" ".join(cautions_of(photo)),
        line=photo.caption or photo.alt_text,
    )


def rights_badges(photo, now):
    """Return in words what may be done with a photo at `now` (aware)."""
    badges = [] if photo.file else [_("no file yet")]
    if photo.rights_until and photo.rights_until <= now:
        badges.append(_("rights ended"))
    else:
        if photo.rights_from and photo.rights_from > now:
            badges.append(_("from %(day)s") % {"day": _day(photo.rights_from, now)})
        if photo.rights_until:
            badges.append(_("until %(day)s") % {"day": _day(photo.rights_until, now)})
    return badges or ([] if photo.usage_terms else [_("rights not stated")])


def _size_badge(photo):
    given = {"width": photo.width, "height": photo.height}
    return [_("small: %(width)d × %(height)d") % given] if size_caution(photo) else []


def _day(moment, now):
    """Return the day on the newsroom's clock, with its year where that is another one."""
    day, today = timezone.localtime(moment), timezone.localtime(now)
    return date_format(day, _("j M") if day.year == today.year else _("j M Y"))


def video_item(video):
    words = {
        "title": video.title,
        "description": video.description,
        "duration": clock_of(video.seconds),
        "address": embeds.watch_url(video.provider, video.embed_id),
    }
    place = video.get_provider_display() or (_("own file") if video.file else "")
    return Item(
        pk=video.pk,
        title=str(video),
        words=json.dumps(words),
        thumbnail=thumbnail_of(video.poster) if video.poster else "",
        badges=[place or _("no player yet")],
        facts=[clock_of(video.seconds) or _("length not known")],
    )


@require_POST
def upload(request):
    """Keep one picture; answer with its item, or with the reason why not."""
    if not request.user.has_perm("articles.add_photo"):
        raise PermissionDenied
    given = request.FILES.get("file")
    if given is None:
        return _refused(_("No file came with it; choose a picture."))
    begun = timezone.now()
    content = given.read()
    try:
        photo = _kept(content, given.name, request.user)
    except PictureError as error:
        return _refused(str(error))
    photo = find("photo").get(pk=photo.pk)
    item = photo_item(photo)
    context = {"kind": "photo", "items": [item]}
    html = render_to_string("admin/articles/article/_picker_items.html", context, request)
    was_here = photo.created_at < begun
    return JsonResponse(
        {"id": photo.pk, "html": html, "wasHere": was_here, "caution": item.caution}
    )


def _kept(content, name, user):
    try:
        with transaction.atomic():
            return keep_photo(content, name, by=user)
    except IntegrityError:  # the same picture came twice at one moment
        return keep_photo(content, name, by=user)


def _refused(reason):
    return JsonResponse({"reason": reason}, status=422)


@require_safe
def player(request):
    """Say which player an address names, and whether its video is here; nothing is fetched."""
    if not request.user.has_perm("articles.view_video"):
        raise PermissionDenied
    address = request.GET.get("address", "")
    embed = embeds.embed_of(address)
    video = own_video(address)
    if video is None and embed:
        video = find("video").filter(provider=embed.provider, embed_id=embed.embed_id).first()
    if video is None and embed is None:
        return JsonResponse({"reason": why_unknown(address)})
    known = None
    if video:
        item = video_item(video)
        known = {"id": item.pk, "title": item.title, "words": json.loads(item.words)}
    name = embeds.PROVIDERS[embed.provider] if embed else _("this site")
    said = _("%(name)s, video %(id)s.") % {"name": name, "id": embed.embed_id if embed else video}
    start = embeds.start_of(address)
    lost = _START_IS_LOST % {"clock": clock_of(start)} if start else ""
    return JsonResponse({"name": name, "video": known, "said": said, "lost": lost})
