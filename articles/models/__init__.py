"""What the newsroom keeps."""

from articles.models.address import OldAddress
from articles.models.article import Article
from articles.models.correction import Correction
from articles.models.desk import (
    AuditAction,
    AuditEntry,
    NoticeKind,
    Notification,
    Presence,
    PreviewLink,
    Profile,
)
from articles.models.edition import (
    FOREVER,
    Edition,
    EditionContributor,
    EditionPhoto,
    EditionTag,
    EditionVideo,
)
from articles.models.event import Event
from articles.models.front import (
    FRONT_PLACES,
    SECTION_PLACES,
    FrontAct,
    FrontChange,
    FrontPin,
    placed,
    places_of,
)
from articles.models.notes import LOGGED_KINDS, EditionCorrection
from articles.models.old_slug import OldSlug
from articles.models.people import Byline, Contributor
from articles.models.photo import Caption, Photo, Rendition
from articles.models.policy import Policy
from articles.models.reader import ErrorReport, RelatedLink
from articles.models.search import SearchText
from articles.models.section import Section
from articles.models.source import Doubt, Fingerprint, Source
from articles.models.version import Version
from articles.models.video import EmbeddedVideo, Video

__all__ = [
    "FOREVER",
    "FRONT_PLACES",
    "LOGGED_KINDS",
    "SECTION_PLACES",
    "Article",
    "AuditAction",
    "AuditEntry",
    "Byline",
    "Caption",
    "Contributor",
    "Correction",
    "Doubt",
    "Edition",
    "EditionContributor",
    "EditionCorrection",
    "EditionPhoto",
    "EditionTag",
    "EditionVideo",
    "EmbeddedVideo",
    "ErrorReport",
    "Event",
    "Fingerprint",
    "FrontAct",
    "FrontChange",
    "FrontPin",
    "NoticeKind",
    "Notification",
    "OldAddress",
    "OldSlug",
    "Photo",
    "Policy",
    "Presence",
    "PreviewLink",
    "Profile",
    "RelatedLink",
    "Rendition",
    "SearchText",
    "Section",
    "Source",
    "Version",
    "Video",
    "placed",
    "places_of",
]
