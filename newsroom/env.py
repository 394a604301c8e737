"""Read settings from the environment, strictly: a typo stops the start and says what to write.

ImproperlyConfigured (Django)
└── SettingError    names the variable, what was found and what to write; never a password
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
DATABASE_EXAMPLE = (
    "an address like postgres://user:password@host:5432/name or sqlite:////folder/name.sqlite3 "
    "(in a password write : / ? # @ % as %3A %2F %3F %23 %40 %25)"
)
CACHE_EXAMPLE = "an address like redis://127.0.0.1:6379/0, or locmemcache:// for each process's own"
MAIL_EXAMPLE = (
    "an address like smtp://user:password@host:587?tls=True (ssl=True for port 465; in a user or "
    "password write : / ? # @ % as %3A %2F %3F %23 %40 %25), or console://"
)
MAIL_CHOICES = ("tls", "ssl")
COLOUR_PATTERN = re.compile(r"(?P<name>[a-z]+)=(?P<light>#[0-9a-f]{6})(?:/(?P<dark>#[0-9a-f]{6}))?")
HOST = r"(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])"
HOST_PATTERN = re.compile(rf"\*|\.?{HOST}", re.IGNORECASE)
ADDRESS_PATTERN = re.compile(rf"https?://{HOST}(?::\d{{1,5}})?(?:/[!#-;=?-~]*)?", re.IGNORECASE)
SENDER_PATTERN = re.compile(r"[^<>\r\n]*<(?P<named>[^<>\s]+)>|(?P<bare>[^<>\s]+)")
ORIGIN_PATTERN = re.compile(rf"https?://{HOST}(?::(?P<port>\d{{1,5}}))?", re.IGNORECASE)


class SettingError(ImproperlyConfigured):
    """A variable of the environment is missing or cannot be understood."""


def text(name, default=None):
    """Return the variable `name` without surrounding spaces; unset and empty are the same.

    Without `default` the variable must be set.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise SettingError(f"{name} is not set; .env.example says what to write.")
    return default


def boolean(name, default):
    """Return True or False, and nothing but yes/no words will do."""
    value = text(name, "true" if default else "false").lower()
    if value not in TRUE + FALSE:
        raise _invalid(name, value, f"one of {', '.join(TRUE + FALSE)}")
    return value in TRUE


def integer(name, default, *, least=0, most=10**18):
    """Return a whole number from `least` to `most`."""
    value = text(name, str(default))
    if not re.fullmatch(r"\d{1,18}", value, re.ASCII) or not least <= int(value) <= most:
        limit = f"{least} or more" if most == 10**18 else f"{least} to {most}"
        raise _invalid(name, value, f"a whole number, {limit}")
    return int(value)


def choice(name, default, choices):
    """Return one of `choices`."""
    value = text(name, default)
    if value not in choices:
        raise _invalid(name, value, f"one of {', '.join(choices)}")
    return value


def hosts(name, default=None):
    """Return host names separated by commas; `.news.example` means all below it too, `*` any."""
    value = text(name, default)
    found = [host.strip() for host in value.split(",") if host.strip()]
    if not found or not all(HOST_PATTERN.fullmatch(host) for host in found):
        raise _invalid(name, value, "names without scheme or port, like news.example,127.0.0.1")
    return found


def origin(name, default):
    """Return a web address like `https://news.example`, without a path or final slash."""
    value = text(name, default).rstrip("/")
    found = ORIGIN_PATTERN.fullmatch(value)
    if not found or not 0 < int(found["port"] or 80) < 65536:
        shown = value.rpartition("@")[2]  # what stands before an @ may be a password
        raise _invalid(name, shown, "scheme and host only, like https://news.example")
    return value.lower()


def address(name):
    """Return the web address of something elsewhere, like `https://hub.example/`, or ''."""
    value = text(name, "")
    if value and not ADDRESS_PATTERN.fullmatch(value):
        shown = value.rpartition("@")[2]  # what stands before an @ may be a password
        raise _invalid(name, shown, "a whole address like https://hub.example/")
    return value


def time_zone(name, default):
    """Return the name of a time zone this machine knows, such as `America/Toronto`."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _invalid(name, value, "a zone name like America/Toronto") from None
    return value


def folder(name, default, base):
    """Return the Path of a folder, which need not exist yet; a relative one lies below `base`."""
    path = Path(base, Path(text(name, str(default))).expanduser())
    if path.exists() and not path.is_dir():
        raise _invalid(name, str(path), "the path of a folder; this is a file")
    return path


def colours(name, known):
    """Return (name, light, dark or '') for each colour of a line like `accent=#005689/#7fc4e8`."""
    value = text(name, "").lower()
    found = [COLOUR_PATTERN.fullmatch(one) for one in value.split()]
    if not all(one and one["name"] in known for one in found):
        example = "name=#rrggbb, or name=#rrggbb/#rrggbb with one for the dark, like accent=#005689"
        raise _invalid(name, value, f"{example}; names are {', '.join(known)}")
    return tuple((one["name"], one["light"], one["dark"] or "") for one in found)


def database(name, default_file):
    """Return Django's settings of a database; SQLite in `default_file` when nothing is named."""
    value = text(name, "")
    if not value:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default_file), "OPTIONS": {}}
    parts = _address(name, value, ("postgres", "postgresql", "sqlite"), DATABASE_EXAMPLE)
    if not parts.path.strip("/") or (parts.scheme == "sqlite" and parts.netloc):
        raise _invalid(name, f"{parts.scheme}://…", DATABASE_EXAMPLE)
    config = {"OPTIONS": {}} | environ.Env.db_url_config(value)
    if parts.scheme == "sqlite":
        config["NAME"] = str(Path(default_file).parent / config["NAME"])
    return config


def cache(name, default):
    """Return Django's settings of a cache for an address like `redis://127.0.0.1:6379/0`."""
    value = text(name, default)
    schemes = ("redis", "rediss", "locmemcache", "filecache", "dummycache")
    parts = _address(name, value, schemes, CACHE_EXAMPLE)
    is_redis = parts.scheme.startswith("redis")
    if is_redis and (not parts.hostname or not re.fullmatch(r"/?\d*", parts.path)):
        raise _invalid(name, f"{parts.scheme}://…", CACHE_EXAMPLE)
    config = {"OPTIONS": {}} | environ.Env.cache_url_config(value)
    if is_redis:
        # A cache that does not answer must cost a reader two seconds, not the page.
        config["OPTIONS"] = {"socket_connect_timeout": 2, "socket_timeout": 2} | config["OPTIONS"]
    return config


@dataclass(frozen=True)
class MailServer:
    backend: str  # of Django
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    uses_tls: bool = False
    uses_ssl: bool = False


def mail(name, default):
    """Return the MailServer of an address like `smtp://user:password@host:587?tls=True`.

    `console://` writes mails to standard output instead.
    """
    value = text(name, default)
    parts = _address(name, value, ("smtp", "console"), MAIL_EXAMPLE)
    if parts.scheme == "console":
        return MailServer("django.core.mail.backends.console.EmailBackend")
    chosen = dict(parse_qsl(parts.query, keep_blank_values=True))
    is_known = all(
        choice in MAIL_CHOICES and word.lower() in TRUE + FALSE for choice, word in chosen.items()
    )
    is_bare = parts.hostname and not parts.path.strip("/")
    if not is_bare or not is_known or sum(word.lower() in TRUE for word in chosen.values()) > 1:
        raise _invalid(name, f"{parts.scheme}://…", MAIL_EXAMPLE)
    uses_tls, uses_ssl = (chosen.get(choice, "").lower() in TRUE for choice in MAIL_CHOICES)
    return MailServer(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or (465 if uses_ssl else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        uses_tls=uses_tls,
        uses_ssl=uses_ssl,
    )


def sender(name, default):
    """Return whom mails come from: `desk@news.example` or `The Post <desk@news.example>`."""
    value = text(name, "")
    if not value:
        return default
    found = SENDER_PATTERN.fullmatch(value)
    try:
        validate_email(found["named"] or found["bare"] if found else "")
    except ValidationError:
        example = "desk@news.example or The Post <desk@news.example>"
        raise _invalid(name, value, example) from None
    return value


def _address(name, value, schemes, expected):
    """Split an address that may hold a password, of which nothing but the scheme is repeated."""
    scheme = value.partition("://")[0] if "://" in value else ""
    shown = f"{scheme}://…" if re.fullmatch(r"[a-z0-9+]{1,12}", scheme) else "…"
    try:
        parts = urlsplit(value)
        understood = scheme in schemes and not parts.fragment and (parts.port is None or parts.port)
    except ValueError:
        understood = False
    if not understood:
        raise _invalid(name, shown, expected)
    return parts


def _invalid(name, value, expected):
    return SettingError(f"{name}={value!r} is not valid; write {expected}.")
