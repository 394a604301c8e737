"""Words the desk chooses from, with the labels people see."""

import re
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.story import CorrectionKind, Medium, PartyKind, Role

PARTY_KINDS = {
    PartyKind.PERSON: _("Person"),
    PartyKind.ORGANISATION: _("Organisation"),
}

ROLES = {
    Role.AUTHOR: _("Author"),
    Role.PHOTOGRAPHER: _("Photographer"),
    Role.ADDITIONAL_REPORTING: _("Additional reporting (With files from)"),
    Role.EDITOR: _("Editor"),
    Role.TRANSLATOR: _("Translator"),
    Role.ILLUSTRATOR: _("Illustrator"),
}

MEDIA = {
    Medium.VIDEO: _("Video"),
    Medium.AUDIO: _("Audio"),
}

CORRECTION_KINDS = {
    CorrectionKind.CORRECTION: _("Correction"),
    CorrectionKind.CLARIFICATION: _("Clarification"),
    CorrectionKind.UPDATE: _("Update"),
    CorrectionKind.EDITORS_NOTE: _("Editor’s note"),
    CorrectionKind.RETRACTION: _("Retraction"),
}


class Status(TextChoices):
    """Desk states of the working copy. Scheduled, live and withdrawn are read from editions."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    READY = "ready", _("Ready")
    SPIKED = "spiked", _("Spiked")


class EditionKind(TextChoices):
    FIRST = "first", _("First edition")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")
    MINOR = "minor", _("Minor change")
    WITHDRAWAL = "withdrawal", _("Withdrawal")


class VersionKind(TextChoices):
    SAVE = "save", _("Saved")
    AUTOSAVE = "autosave", _("Autosaved")
    IMPORT = "import", _("Imported")
    RESTORE = "restore", _("Restored")
    SET_ASIDE = "set_aside", _("Set aside")


class PolicyKind(TextChoices):
    """Pages about the paper; but for the first and last, schema.org has a property for each."""

    ABOUT = "about", _("About us")
    PUBLISHING_PRINCIPLES = "publishing_principles", _("Publishing principles")
    ETHICS_POLICY = "ethics_policy", _("Ethics")
    CORRECTIONS_POLICY = "corrections_policy", _("Corrections")
    VERIFICATION_FACT_CHECKING_POLICY = (
        "verification_fact_checking_policy", _("Verification and fact-checking")
    )  # fmt: skip
    UNNAMED_SOURCES_POLICY = "unnamed_sources_policy", _("Unnamed sources")
    NO_BYLINES_POLICY = "no_bylines_policy", _("Stories without a byline")
    ACTIONABLE_FEEDBACK_POLICY = "actionable_feedback_policy", _("Feedback")
    DIVERSITY_POLICY = "diversity_policy", _("Diversity")
    DIVERSITY_STAFFING_REPORT = "diversity_staffing_report", _("Diversity of the staff")
    MASTHEAD = "masthead", _("Masthead: who works here")
    MISSION_COVERAGE_PRIORITIES_POLICY = (
        "mission_coverage_priorities_policy", _("Mission and coverage")
    )  # fmt: skip
    OWNERSHIP_FUNDING_INFO = "ownership_funding_info", _("Ownership and funding")
    PRIVACY = "privacy", _("Privacy")


class EventKind(TextChoices):
    """What readers must notice."""

    PUBLISHED = "published", _("Published")
    UPDATED = "updated", _("Updated")
    CORRECTED = "corrected", _("Corrected")
    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", _("Schedule cancelled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    HELD = "held", _("Held")
    RELEASED = "released", _("Released")
    MOVED = "moved", _("Moved")
    PHOTO_CHANGED = "photo_changed", _("Photo replaced or out of rights")
    RENAMED = "renamed", _("Section, tag or contributor renamed")
    FRONT = "front", _("Order of a front changed")


LANGUAGES = {
    "en": _("English"),
    "en-CA": _("English (Canada)"),
    "en-GB": _("English (United Kingdom)"),
    "fr": _("French"),
    "fr-CA": _("French (Canada)"),
    "ar": _("Arabic"),
    "de": _("German"),
    "es": _("Spanish"),
    "pt": _("Portuguese"),
    "he": _("Hebrew"),
}

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")

# Addresses of our own below the root; a section may not take one.
RESERVED_SLUGS = (
    "about", "admin", "api", "archive", "by", "corrections", "feed", "lite", "media", "photos",
    "preview", "robots", "search", "sitemap", "static", "tag", "video",
)  # fmt: skip

# Words that make a name an organisation's; the last line is known by one word alone.
_ORGANISATION_WORDS = frozenset((
    "news", "press", "presse", "wire", "agency", "agence", "service", "services", "ministry",
    "department", "police", "office", "authority", "university", "institute", "museum",
    "post", "times", "gazette", "herald", "radio", "television", "images", "photo", "photos",
    "handout", "council", "company", "inc", "ltd", "league", "associated", "staff", "desk",
))  # fmt: skip
_HOUSES = frozenset((
    "reuters", "afp", "epa", "ap", "cbc", "bbc", "upi", "dpa", "nasa", "getty",
))  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")


def party_kind(name):
    """Return PartyKind.ORGANISATION where the name says so ("CBC News"), else PERSON."""
    return _kind_of_known(name) if len(name) <= 100 else _kind_of(name)


def _kind_of(name):
    words = _WORDS.findall(name.lower())
    is_organisation = (
        not _ORGANISATION_WORDS.isdisjoint(words)
        or "/" in name
        or (len(words) == 1 and (words[0] in _HOUSES or name.isupper()))
    )
    return PartyKind.ORGANISATION if is_organisation else PartyKind.PERSON


_kind_of_known = lru_cache(maxsize=4096)(_kind_of)


def direction(language):
    """Return `rtl` or `ltr` for a BCP 47 language tag."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def split_credit(credit_line):
    """Return (creator, supplier) of a printed credit such as `Jane Doe/Reuters`.

    One name alone is the supplier when it names an organisation, else the creator.
    """
    creator, slash, supplier = (part.strip() for part in credit_line.partition("/"))
    if slash:
        return creator, supplier
    if party_kind(creator) is PartyKind.ORGANISATION:
        return "", creator
    return creator, ""
