"""Settings: everything comes from the environment; production needs no file edited.

`.env.example` lists the variables. Without DEBUG the start is refused until SECRET_KEY and
ALLOWED_HOSTS are set.
"""

from email.utils import formataddr
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from newsroom import env

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.boolean("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY", "only-for-a-machine-of-ones-own" if DEBUG else None)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else None)

PORT = env.integer("PORT", 8000, least=1, most=65535)
SITE_NAME = env.text("SITE_NAME", "The Larkhaven Post" if DEBUG else "Newsroom")
SITE_URL = env.origin("SITE_URL", f"http://127.0.0.1:{PORT}")
SITE_COLOURS = env.colours("SITE_COLOURS", ("accent", "ink", "muted", "paper", "rule", "tint"))
SITE_ASSETS = env.folder("SITE_ASSETS", "assets", BASE_DIR)
SITE_LOGO, SITE_ICON = (
    f"site/{name}" if (SITE_ASSETS / name).is_file() else "" for name in ("logo.svg", "icon.svg")
)
WEBSUB_HUB = env.address("WEBSUB_HUB")
# What each choice allows is told by articles/public/robots.py.
AI_POLICY = env.choice("AI_POLICY", "search-only", ["open", "search-only", "closed"])
SEEDS_DIR = env.folder("SEEDS_DIR", "articles/samples", BASE_DIR)
SEED_MAX_BYTES = env.integer("SEED_MAX_BYTES", 2_000_000, least=1)
PHOTO_MAX_BYTES = env.integer("PHOTO_MAX_BYTES", 60_000_000, least=1)

INSTALLED_APPS = [
    "articles.apps.ArticlesConfig",
    "articles.admin.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "js_asset",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.origin.OriginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

# Requests one server process works on at a time; the rest wait in line. Somebody with a slow line
# holds one while a video leaves or an upload arrives, so there are more than the processors need;
# a public site should have a proxy in front that buffers both, as nginx does by itself.
SERVER_THREADS = 16

# Database: SQLite where nothing else is named.

DATABASES = {"default": env.database("DATABASE_URL", BASE_DIR / "newsroom.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at once: two readers that both become writers would deadlock.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds a writer waits for another
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728"
        ),
    }
else:
    # One connection per thread at most, and one for what a process reads between requests.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": SERVER_THREADS + 1}

CACHES = {"default": env.cache("CACHE_URL", "locmemcache://newsroom")}

# Work after the response is kept in the database; one worker process runs it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Accounts.

LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = ["newsroom.login.DeskBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Language and time.

LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LANGUAGE_CODE = env.choice("LANGUAGE_CODE", "en", [code for code, _name in LANGUAGES])
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# Files: static ones hashed and precompressed; pictures and video leave through our own views.

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [("site", SITE_ASSETS)] if SITE_ASSETS.is_dir() else []
MEDIA_ROOT = env.folder("MEDIA_ROOT", "media", BASE_DIR)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Mail goes to the console until a mail server is named; the worker sends it.
_MAIL = env.mail("EMAIL_URL", "console://")
EMAIL_BACKEND = _MAIL.backend
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.uses_tls, _MAIL.uses_ssl
EMAIL_TIMEOUT = 10  # seconds that a server which does not answer may cost the worker
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.sender(
    "MAIL_FROM", formataddr((SITE_NAME, f"newsroom@{urlsplit(SITE_URL).hostname}"))
)

# Security follows the scheme of SITE_URL, so that production settings also work on loopback.

SECURE = urlsplit(SITE_URL).scheme == "https"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
# The server speaks plain http, so an https site always has a proxy in front that sets this header
# (nginx, Caddy, Varnish and CDNs do, whatever the client sent). Without it every request would be
# redirected for ever. A client that reaches the server directly can forge it, and thereby only
# spares itself the redirect: nobody else's connection, cookie or page depends on it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
# Proxies of ours in front: that many entries of X-Forwarded-For are true, counted from the right.
PROXIES = env.integer("PROXIES", 1 if SECURE else 0, most=9)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "articles.admin.login_kept.token_is_old"
# For browsers too old for frame-ancestors below, which all others obey instead.
X_FRAME_OPTIONS = "DENY"

# Nothing inline, nothing from elsewhere. The nonce is for the editor's import map, which has to
# stand in the page; it is sent only where a template asks for it, so cached pages carry none.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

# Lines to standard error; the service manager keeps them.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    # The handler sets the limit: the background worker makes its own loggers tell every step.
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers off, or each line would appear twice.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A page not found is the visitor's business; a page that broke is ours.
        "django.request": {"level": "ERROR"},
    },
}
