"""From an old address to the one of now."""

from django.http import HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control


def moved_to(address):
    """Return a permanent redirect that browsers and caches ask about each time.

    An address that is changed and changed back turns the redirect around: who kept the first
    would be sent in circles.
    """
    response = HttpResponsePermanentRedirect(address)
    patch_cache_control(response, public=True, no_cache=True)
    return response
