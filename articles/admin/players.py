"""Addresses of players, as the desk types or pastes them: known ones elsewhere, and our own."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from articles import embeds
from articles.models import Video


def own_video(address):
    """Return the Video whose file an address of this site names, or None."""
    try:
        parts = urlsplit(address.strip())
        if parts.netloc and parts.netloc != urlsplit(settings.SITE_URL).netloc:
            return None
        found = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if found.url_name != "video-file":
        return None
    return Video.objects.filter(name=found.kwargs["name"]).exclude(file="").first()


def why_unknown(address):
    """Say which players are known, to somebody whose address names none."""
    try:
        host = urlsplit(address.strip()).hostname
    except ValueError:
        host = None
    known = get_text_list([*embeds.PROVIDERS.values(), _("videos of this site")], _("and"))
    if host and host.removeprefix("www.") not in embeds.HOSTS:
        text = _(
            "Players of %(host)s are not known; known are %(known)s. Make it a link in the text."
        )
    else:
        text = _("“%(address)s” names no player; known are %(known)s.")
    return text % {"host": host, "known": known, "address": address}
