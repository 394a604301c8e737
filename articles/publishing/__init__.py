"""What happens to stories: each change of state is one verb, one guarded transaction.

PublishingError
├── StaleRevision     somebody saved meanwhile
├── EditionWaits      an update is scheduled; say what becomes of it
├── NotReady          the checks found blockers, or warnings without a reason to go on
├── ReasonMissing     what was withdrawn comes back only for a reason
└── NotAllowed        the story is in no state for this verb
"""

from articles.publishing import fronts
from articles.publishing.checks import Problem, all_problems, open_doubts, problems
from articles.publishing.correct import correct, other_changes
from articles.publishing.desk import has_nothing_new, set_status, spike, unspike
from articles.publishing.errors import (
    EditionWaits,
    NotAllowed,
    NotReady,
    PublishingError,
    ReasonMissing,
    StaleRevision,
)
from articles.publishing.filing import add_tags, move_to_section
from articles.publishing.going_live import Waiting, publish, publish_new
from articles.publishing.hold import hold, release, set_embargo
from articles.publishing.ledger import chain_is_intact
from articles.publishing.pending import cancel_pending
from articles.publishing.preview_links import make_preview_link, revoke_preview_link
from articles.publishing.schedule import cancel, reschedule, schedule
from articles.publishing.versions import keep_version, restore
from articles.publishing.withdrawal import withdraw

__all__ = [
    "EditionWaits",
    "NotAllowed",
    "NotReady",
    "Problem",
    "PublishingError",
    "ReasonMissing",
    "StaleRevision",
    "Waiting",
    "add_tags",
    "all_problems",
    "cancel",
    "cancel_pending",
    "chain_is_intact",
    "correct",
    "fronts",
    "has_nothing_new",
    "hold",
    "keep_version",
    "make_preview_link",
    "move_to_section",
    "open_doubts",
    "other_changes",
    "problems",
    "publish",
    "publish_new",
    "release",
    "reschedule",
    "restore",
    "revoke_preview_link",
    "schedule",
    "set_embargo",
    "set_status",
    "spike",
    "unspike",
    "withdraw",
]
