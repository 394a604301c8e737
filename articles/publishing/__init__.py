"""What happens to stories: each change of state is one verb, one guarded transaction.

PublishingError
├── StaleRevision     somebody saved meanwhile
├── EditionWaits      an update is scheduled; say what becomes of it
├── NotReady          the checks found blockers, or warnings without a reason to go on
└── NotAllowed        the story is in no state for this verb
"""

from articles.publishing import fronts
from articles.publishing.checks import Problem, open_doubts, problems
from articles.publishing.desk import set_status, spike
from articles.publishing.errors import (
    EditionWaits,
    NotAllowed,
    NotReady,
    PublishingError,
    StaleRevision,
)
from articles.publishing.freeze import Waiting, cancel_pending, publish, publish_new, withdraw
from articles.publishing.hold import hold, release, set_embargo
from articles.publishing.ledger import chain_is_intact
from articles.publishing.versions import keep_version

__all__ = [
    "EditionWaits",
    "NotAllowed",
    "NotReady",
    "Problem",
    "PublishingError",
    "StaleRevision",
    "Waiting",
    "cancel_pending",
    "chain_is_intact",
    "fronts",
    "hold",
    "keep_version",
    "open_doubts",
    "problems",
    "publish",
    "publish_new",
    "release",
    "set_embargo",
    "set_status",
    "spike",
    "withdraw",
]
