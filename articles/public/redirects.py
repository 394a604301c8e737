"""From an old address to the one of now."""

from django.http import HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control

FRESH = 3600  # seconds; browsers keep a redirect without a limit for ever, and then A → B → A loops


def moved_to(address):
    """Return a permanent redirect that browsers ask about again after an hour."""
    response = HttpResponsePermanentRedirect(address)
    patch_cache_control(response, public=True, max_age=FRESH)
    return response
