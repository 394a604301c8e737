"""A story that is not public, in the reader's own page: for the desk, and behind a secret link.

A link opens the working copy as it was last saved, and the files of that story alone. What is
wrong, expired, revoked, held or spiked answers alike: as an address that never was one.
"""

from dataclasses import replace
from datetime import timedelta
from functools import wraps

from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Edition, Photo, PreviewLink, Rendition, Section, Video
from articles.public import errors, files
from articles.public.article_page import Name, article_pages
from articles.public.languages import interface_language

COUNTED = timedelta(minutes=1)  # openings within it count as one, and cost one write


def page_of(article, story):
    """Return the ArticlePage of a Story as if it were published now; nothing is written."""
    now = timezone.now()
    story = replace(story, headline=story.headline or _("No headline yet"))
    edition = Edition(
        article=article,
        number=0,
        revision=article.revision,
        content=story.to_json(),
        section=article.section or Section(name=_("No section yet"), slug="section"),
        slug=article.public_slug(),
        goes_live_at=now,
        sort_at=now,
        published_at=story.published_at or _posted_at(article, now),
        updated_at=story.updated_at,
        headline=story.headline,
        deck=story.deck,
        kicker=story.kicker,
        summary=story.summary,
        language=story.language,
    )
    photos = story.photos
    if photos:
        edition.lead_photo_id, edition.lead_alt_text = photos[0].ref, photos[0].alt_text
    page = article_pages([edition], now)[0]
    edition.lead_photo = page.photo  # one out of rights counts as none, as on all cards
    return page


def _posted_at(article, now):
    """Return the hour that readers would be given; as in publishing, imports get none of ours."""
    first = Edition.objects.filter(article=article).that_went_live(now).order_by("number").first()
    if first:
        return first.published_at
    return None if article.sources.exists() else now


def behind_a_link(view):
    """Make a view answer who has the token of an open link, and nobody else; never kept anywhere.

    The view gets the PreviewLink in place of the token; its Http404 is answered like all else.
    """

    @require_safe
    @wraps(view)
    def answer(request, token, **kwargs):
        request.at = timezone.now()
        links = PreviewLink.objects.open(request.at).select_related("article")
        can_be_asked = "\0" not in request.path  # PostgreSQL compares no text with it
        link = links.filter(token=token).first() if can_be_asked else None
        try:
            response = view(request, link, **kwargs) if link else errors.not_found(request)
        except Http404 as missing:
            response = errors.not_found(request, missing)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@behind_a_link
def preview(request, link):
    article = Article.objects.with_story_parts().get(pk=link.article_id)
    page = page_of(article, article.printed_story())
    page = _below(_without_closed_doors(page, request.at), link)
    if request.method == "GET":
        _count(link, request.at)
    with translation.override(interface_language(page.edition.language)):
        response = render(request, "preview.html", {"page": page, "link": link})
        response["Content-Language"] = translation.get_language()
    return response


@behind_a_link
def rendition(request, link, name):
    photos = Photo.objects.in_rights(request.at).filter(
        Q(uses__article=link.article_id) | Q(posters__uses__article=link.article_id)
    )
    return _file(request, Rendition.objects.filter(name=name, photo__in=photos))


@behind_a_link
def video(request, link, name):
    ours = Video.objects.filter(name=name, uses__article=link.article_id)
    return _file(request, ours.exclude(file=""))


def _file(request, rows):
    row = rows.order_by("pk").first()
    if row is None:
        raise Http404("No file of this story has that name.")
    return files.serve(request, row)


def _count(link, at):
    """Count an opening, but not twice within COUNTED."""
    if link.opened_at is None or at - link.opened_at >= COUNTED:
        one = PreviewLink.objects.filter(pk=link.pk, opened_at=link.opened_at)
        one.update(opened=F("opened") + 1, opened_at=at)


def _below(page, link):
    """Return the page with the files of its story at addresses below that of the link."""
    photos = reverse("rendition", args=["-"])[:-1]
    ours = reverse("preview-rendition", args=[link.token, "-"])[:-1]

    def picture(given):
        offered = ("src", "jpeg", "avif") if given else ()
        moved = {name: getattr(given, name).replace(photos, ours) for name in offered}
        return given and given._replace(**moved)

    def piece(given):
        name = given.video.name if given.file_url else ""
        return replace(
            given,
            picture=picture(given.picture),
            poster=picture(given.poster),
            file_url=name and reverse("preview-video", args=[link.token, name]),
        )

    lead = page.lead and piece(page.lead)
    return replace(page, lead=lead, pieces=[piece(one) for one in page.pieces])


def _without_closed_doors(page, at):
    """Return the page without links to people and topics that have no public page yet."""
    live = Edition.objects.live(at)
    refs = {credit.party.ref for credit in page.story.credits} - {None}
    people = live.filter(contributor_links__contributor__in=refs)
    shown = set(people.values_list("contributor_links__contributor__slug", flat=True))
    open_doors = {reverse("contributor", args=[slug]) for slug in shown}
    topics = live.filter(tag_links__tag__in=page.tags)
    public = set(topics.values_list("tag_links__tag", flat=True))
    return replace(
        page,
        credits={
            role: [name if name.url in open_doors else Name(name.text) for name in names]
            for role, names in page.credits.items()
        },
        tags=[tag if tag.pk in public else {"name": tag.name} for tag in page.tags],
    )
