"""What the desk should know of a photo before it is used: its rights now, and its size."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.publishing.checks import LEAD_WIDTH, RIGHTS_END_SOON, TEXT_WIDTH
from articles.publishing.moments import in_words


def cautions_of(photo, now=None):
    """Return in sentences what stands against showing `photo` at `now` (aware; default: now)."""
    return [*_of_rights(photo, now or timezone.now()), *size_caution(photo)]


def _of_rights(photo, now):
    if photo.rights_until and photo.rights_until <= now:
        hour = {"hour": in_words(photo.rights_until, now)}
        yield _("Its rights ended on %(hour)s: it cannot be published.") % hour
    elif photo.rights_until and photo.rights_until <= now + RIGHTS_END_SOON:
        hour = {"hour": in_words(photo.rights_until, now)}
        yield _("Its rights end on %(hour)s; then it disappears.") % hour
    if photo.rights_from and photo.rights_from > now:
        hour = {"hour": in_words(photo.rights_from, now)}
        yield _("Its rights begin only on %(hour)s.") % hour


def size_caution(photo):
    """Return [how small a photo is, and what is wanted], or [] for one that is large enough."""
    if not photo.width or photo.width >= LEAD_WIDTH:
        return []
    text = _(
        "Small: %(width)d × %(height)d pixels. A lead wants a width of %(lead)d, a picture in the "
        "text %(text)d."
    )
    given = {"width": photo.width, "height": photo.height, "lead": LEAD_WIDTH, "text": TEXT_WIDTH}
    return [text % given]
