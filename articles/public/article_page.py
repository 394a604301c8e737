"""One edition as a page: the frozen story, and beside it what is bound only now.

Frozen are words and order; names and addresses of people and tags, files of photos and videos,
and rights are those of the moment.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import slugify
from taggit.models import Tag

from articles.ages import Resolved, resolved
from articles.models import Contributor, Edition, EditionCorrection, Photo, Video
from articles.public.picture_files import Picture, picture_of
from articles.story import KIND_OF_BLOCK, Block, Medium, Paragraph, Role, Story, Subhead, plain
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock

# Taken by the page itself.
PAGE_ANCHORS = ("main", "sections", "corrections", "related", "topics", "share", "more")


@dataclass(frozen=True)
class Name:
    """A party as printed, with the address of its page or none."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Link:
    """A related story: words, and where readers may follow them, an address."""

    label: str
    text: str
    url: str = ""
    language: str = ""  # of the words, where it is not the page's
    is_outside: bool = False


@dataclass(frozen=True)
class Piece:
    """A block and what its template needs besides."""

    block: Block
    template: str
    anchor: str = ""  # of a subhead
    dateline: str = ""  # at the head of the first paragraph
    picture: Picture | None = None  # of a photo; None: no files, or out of rights
    video: Video | None = None  # the row of a video
    poster: Picture | None = None
    file_url: str = ""  # of a video of our own
    shown: Resolved | None = None  # the date of a video, where its age is known to mean one

    @property
    def is_photo(self):
        return isinstance(self.block, PhotoBlock)

    @property
    def is_video(self):
        return isinstance(self.block, VideoBlock)

    @property
    def is_audio(self):
        return self.is_video and self.block.medium == Medium.AUDIO


@dataclass(frozen=True)
class ArticlePage:
    edition: Edition
    story: Story
    lead: Piece | None
    pieces: list
    credits: dict  # role → list of Name
    tags: list
    related: list  # of Link
    corrections: list  # of story.Correction, each with the hour at which readers were told
    photo: Photo | None  # what cards and previews elsewhere show

    @property
    def language(self):
        return self.edition.language or settings.LANGUAGE_CODE

    @property
    def title(self):
        """What search engines and other sites call the page; on it stands the printed headline."""
        return self.story.search_headline or self.story.headline

    @property
    def description(self):
        """One or two sentences for search engines and previews elsewhere."""
        first = next((plain(p.html) for p in self.story.of_kind(Paragraph)), "")
        return self.story.summary or self.story.deck or first

    @property
    def has_credits(self):
        """Whether others than the authors are named."""
        return any(names for role, names in self.credits.items() if role != Role.AUTHOR)

    @property
    def summary(self):
        """The summary to print, or nothing where the first paragraph says it."""
        return "" if self.story.summary_repeats_first_paragraph else self.story.summary

    @property
    def deck(self):
        """The deck to print, or nothing where the first paragraph says it."""
        first = next((plain(block.html) for block in self.story.of_kind(Paragraph)), "")
        deck = self.story.deck
        return "" if deck.rstrip(".") == first.rstrip(".") else deck

    @property
    def newest_note(self):
        """The Correction that readers were told last, or None."""
        dated = [note for note in self.corrections if note.at]
        return max(dated, key=lambda note: note.at) if dated else next(iter(self.corrections), None)


def article_pages(editions, at):
    """Return an ArticlePage for each edition with a story, in a fixed number of queries."""
    told = [(edition, edition.story()) for edition in editions]
    told = [(edition, story) for edition, story in told if story]
    bound = _Bound([story for _edition, story in told], at)
    hours = _hours_of_notes(told)
    return [bound.page(edition, story, hours) for edition, story in told]


def _hours_of_notes(told):
    """Return {(edition id, kind, text): hour} for notes without a date of their own."""
    undated = [e.pk for e, story in told if any(note.at is None for note in story.corrections)]
    rows = EditionCorrection.objects.filter(edition__in=undated) if undated else ()
    return {(row.edition_id, row.kind, row.text): row.told_at for row in rows}


class _Bound:
    """The rows behind some stories, as they are at one moment."""

    def __init__(self, stories, at):
        photos = Photo.objects.in_rights(at).prefetch_related("renditions")
        videos = Video.objects.prefetch_related(Prefetch("poster", photos))
        self.photos = photos.in_bulk(_refs(photo for story in stories for photo in story.photos))
        self.videos = videos.in_bulk(_refs(video for story in stories for video in story.videos))
        parties = _refs(credit.party for story in stories for credit in story.credits)
        self.contributors = Contributor.objects.in_bulk(parties)
        names = {name for story in stories for name in story.tags}
        self.tags = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
        ours = Edition.objects.live(at).defer("content").select_related("section")
        others = ours.filter(article_id__in=_refs(link for s in stories for link in s.related))
        self.live = {other.article_id: other for other in others}

    def page(self, edition, story, hours):
        return ArticlePage(
            edition=edition,
            story=story,
            lead=self._piece(story.lead_photo) if story.lead_photo else None,
            pieces=self._pieces(story),
            credits={role: self._names(story.in_role(role)) for role in Role},
            tags=[self.tags[name] for name in story.tags if name in self.tags],
            related=[link for link in map(self._link, story.related) if link],
            corrections=[
                replace(note, at=note.at or hours.get((edition.pk, note.kind, note.text)))
                for note in story.corrections
            ],
            photo=self.photos.get(edition.lead_photo_id),
        )

    def _pieces(self, story):
        anchors, dateline = set(PAGE_ANCHORS), story.dateline
        pieces = []
        for block in story.blocks:
            piece = self._piece(block)
            if isinstance(block, Subhead):
                piece = replace(piece, anchor=_free_anchor(plain(block.html), anchors))
            elif isinstance(block, Paragraph) and dateline:
                piece, dateline = replace(piece, dateline=dateline), ""
            pieces.append(piece)
        return pieces

    def _piece(self, block):
        template = f"blocks/_{KIND_OF_BLOCK[type(block)]}.html"
        match block:
            case PhotoBlock(ref=ref):
                return Piece(block, template, picture=picture_of(self.photos.get(ref)))
            case VideoBlock(ref=ref):
                video = self.videos.get(ref)
                poster = picture_of(video.poster) if video else None
                shown = date_of(block)
                url = video.get_file_url() if video and video.file else ""
                return Piece(block, template, video=video, poster=poster, file_url=url, shown=shown)
        return Piece(block, template)

    def _names(self, credits):
        return [self._name(credit) for credit in credits]

    def _name(self, credit):
        row = self.contributors.get(credit.party.ref)
        if row is None:
            return Name(credit.printed or credit.party.name)
        return Name(credit.printed or row.name, row.get_absolute_url())

    def _link(self, link):
        """Return the Link, or None for a story of ours that readers may not see."""
        if link.ref is None:
            url = link.url if link.url.startswith(("https://", "http://")) else ""
            return Link(link.label, link.title, url, is_outside=True)
        there = self.live.get(link.ref)
        if there is None:
            return None
        language = "" if link.title else there.language or settings.LANGUAGE_CODE
        return Link(link.label, link.title or there.headline, there.get_absolute_url(), language)


def date_of(use):
    """Return the Resolved of a video's age on the newsroom's clock, or None."""
    return resolved(use.age, use.captured_at and timezone.localtime(use.captured_at))


def _refs(uses):
    return {use.ref for use in uses if use.ref is not None}


def _free_anchor(text, taken):
    """Return an id for `text` that nothing on the page has, and take it."""
    base = slugify(text) or "part"
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor
