"""Who sends a form: an address to count by, as far as it can be trusted, and the count itself."""

import ipaddress
import logging

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

HOUR = 3600  # seconds


def address_of(request):
    """Return the visitor's address (text), that of the network for IPv6.

    Each of our own PROXIES appends to X-Forwarded-For the address it was called from, so that many
    entries from the right are true; what stands before them a client may have made up. Without
    a proxy the header is not looked at.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    told = chain[-settings.PROXIES] if 0 < settings.PROXIES <= len(chain) else direct
    return _network(told) or _network(direct)


def _network(text):
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    # Whoever has one IPv6 address has 2 ** 64 of them.
    return str(address if address.version == 4 else ipaddress.ip_network((address, 64), False))


def is_over(name, who, most, seconds=HOUR):
    """Count one more of `name` by `who`; return True if there were more than `most` in a while.

    The address itself is not kept, only a keyed hash of it. With the memory cache each process
    counts for itself.
    """
    window_key = _window_key(name, who)
    try:
        cache.add(window_key, 0, seconds)
        return cache.incr(window_key) > most
    except ValueError:  # it ended between the two lines
        return False
    except Exception:  # a cache that is away, whatever its kind, must not cost a reader's words
        logger.exception("Nothing is counted: the cache does not answer.")
        return False


def forget(name, who):
    """Count `name` by `who` from nothing again."""
    try:
        cache.delete(_window_key(name, who))
    except Exception:
        logger.exception("Nothing is forgotten: the cache does not answer.")


def _window_key(name, who):
    return f"{name}:{salted_hmac(name, who, algorithm='sha256').hexdigest()[:32]}"
