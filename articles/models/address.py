"""Addresses under which imported stories were read before they came here."""

from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 500
MOST_FIELDS = 50  # of a query

# Said of the visit, not of the page.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def old_paths(address):
    """Return the paths that an address may be known by, the most exact first; [] for none.

    An address is an absolute URL or a path; its host is left out. The query belongs to the
    path where there is one, but for what only traces visitors; without it comes second.
    """
    try:
        parts = urlsplit(address.strip())
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:  # [ without ], a query without end
        return []
    path = "/" + unquote(parts.path).strip("/")
    deciding = sorted(pair for pair in query if not pair[0].startswith(_TRACKING))
    found = [f"{path}?{urlencode(deciding)}"] if deciding else []
    if path != "/":
        found.append(path)
    return [one for one in found if len(one) <= LONGEST and one.isprintable()]


class OldAddressQuerySet(models.QuerySet):
    def article_at(self, address):
        """Return the id of the article once read at `address` (path and query), or None."""
        paths = old_paths(address)
        found = dict(self.filter(path__in=paths).values_list("path", "article_id"))
        return next((found[path] for path in paths if path in found), None)


class OldAddress(models.Model):
    """A path of another time or site that leads to an article of ours."""

    path = models.CharField(
        _("path"),
        max_length=LONGEST,
        unique=True,
        help_text=_("Decoded, without the slash at its end; with its query if that decides."),
    )
    article = models.ForeignKey(
        "Article", verbose_name=_("story"), on_delete=models.PROTECT, related_name="old_addresses"
    )

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self):
        return self.path

    def clean(self):
        """Take a whole address too, and keep of it what decides."""
        paths = old_paths(self.path)
        if not paths:
            raise ValidationError(
                {"path": _("Write the path of one page, like /2019/05/ferry-aground.html.")}
            )
        self.path = paths[0]
