"""Settings of every Foresaid installation: one file, the environment makes the differences.

Each environment variable read here stands in the table "Configuration" of README.md; a test
holds the two against each other.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

import environ
from django.core.management.utils import get_random_secret_key
from django.utils.csp import CSP
from redis.backoff import NoBackoff
from redis.retry import Retry

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
# What a running Foresaid writes beside the database: never in git.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)


def kept_in_var(name: str) -> str:
    """A secret that this machine makes for itself once, for installations of one machine."""
    file = VAR_DIR / name
    if not file.exists():
        new = VAR_DIR / f".{name}.{os.getpid()}"
        new.touch(mode=0o600)
        new.write_text(get_random_secret_key())
        # Whole or not at all, and the first of two processes wins.
        with suppress(FileExistsError):
            file.hardlink_to(new)
        new.unlink()
    return file.read_text() or sys.exit(f"{file} is empty: remove it, or restore it from a backup.")


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_in_var("secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# Where people reach this installation; links in e-mails begin with it.
BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "predictions.apps.PredictionsConfig",
    # `BasicAppConfig` leaves the admin site to `FORESAID`'s own, named in predictions/apps.py.
    "unfold.apps.BasicAppConfig",
    "predictions.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_celery_beat",
    "anymail",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "predictions.web.signing_in.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
                "predictions.web.shell.shell",
            ],
        },
    },
]

# The embedded default is SQLite; production names a PostgreSQL server.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'foresaid.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue at BEGIN instead of failing halfway through.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "predictions.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# django-allauth signs in by address, slows down who guesses, changes addresses and passwords.
ACCOUNT_ADAPTER = "predictions.web.signing_in.AccountAdapter"
ACCOUNT_FORMS = {"login": "predictions.web.signing_in.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # of those who sign up; here nobody does
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# How many proxies stand before this installation, so that the address of a caller is the caller's.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
MFA_ADAPTER = "predictions.web.signing_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Foresaid"
# Whether editors and administrators have to set up a second factor.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=BASE_URL.startswith("https://"))
LOGIN_REDIRECT_URL = "home"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# Static files are served from where they lie in the packages, so that nothing has to be
# collected before the first start.
WHITENOISE_USE_FINDERS = True

# What people hand in and the pages that were fetched, each under its hash. Several machines share
# this folder, or name another backend here; nothing in it is served without a permission check.
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.str("FILES_DIR", default=str(VAR_DIR / "files"))},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Hosts that are fetched from although they are not on the public internet: an archive of the house.
FETCH_PRIVATE_HOSTS = env.list("FETCH_PRIVATE_HOSTS", default=[])

# Where messages go: `smtp://user:password@host:587`, or files under var/mail for a look.
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}"))
# Seconds after which a mail server that says nothing counts as gone.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
# How many messages may go out in a minute; 0: as many as the server takes.
MAIL_PER_MINUTE = env.int("MAIL_PER_MINUTE", default=0)
# Bounces and complaints come in at /anymail/...; the provider signs in with `user:password`.
ANYMAIL = {
    "WEBHOOK_SECRET": env.str("ANYMAIL_WEBHOOK_SECRET", default="")
    or f"foresaid:{kept_in_var('webhooks')}"
}
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Foresaid <foresaid@localhost>")

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# A thousand forecasts with long quotes are read at once; files are streamed, and have a limit of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
X_FRAME_OPTIONS = "DENY"
# Behind a proxy that ends TLS; an http:// address is for a machine of one's own.
if BASE_URL.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600

# Who signs the ledger's checkpoints, and the long random text that its Ed25519 key grows from.
LEDGER_ORIGIN = env.str("LEDGER_ORIGIN", default="localhost/foresaid")
LEDGER_SEED = env.str("LEDGER_SEED", default="") or kept_in_var("ledger_seed")
# Public keys that signed before the present one, as /ledger/keys showed them.
LEDGER_OLD_KEYS = env.list("LEDGER_OLD_KEYS", default=[])

# Without a Redis server the queue lives in the memory of the one process that serves all.
# What is lost with that process is found again by the next tick: the rows are the queue.
REDIS_URL = env.str("REDIS_URL", default="")
# The same for what is counted and soon forgotten. A server that is away must not hold anybody up.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "socket_timeout": 1,
            "socket_connect_timeout": 1,
            "retry": Retry(NoBackoff(), 0),
        },
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Pieces of pages are near at hand in every process; their keys say of which state they are.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "template_fragments",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}
CELERY_BROKER_URL = REDIS_URL or "memory://localhost"
if REDIS_URL:
    CELERY_BROKER_TRANSPORT = "config.broker:Transport"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# Beat looks this often for entries that an administrator has changed.
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
DJANGO_CELERY_BEAT_TZ_AWARE = True

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "predictions.api.http.schema.EndpointSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "URL_FORMAT_OVERRIDE": "format",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "Foresaid",
    "VERSION": "1",
    "DESCRIPTION": "Forecasts of articles, what really happened, and what the forecasts were worth.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "/static/predictions/icon.svg",
    "POSTPROCESSING_HOOKS": ["predictions.api.http.schema.finish"],
    # Bodies of changes say themselves what may be left out.
    "COMPONENT_SPLIT_PATCH": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}

UNFOLD = {
    "SITE_TITLE": "Foresaid",
    "SITE_HEADER": "Foresaid",
    "SITE_SYMBOL": "fact_check",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": "/static/predictions/icon.svg"}
    ],
    "SIDEBAR": {"show_search": True, "show_all_applications": True},
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "DASHBOARD_CALLBACK": "predictions.admin.dashboard.context",
    "STYLES": ["/static/predictions/dashboard.css"],
    # Warm neutrals and one accent, as the pages of our own have them.
    "COLORS": {
        "base": {
            "50": "252 251 248",
            "100": "245 243 237",
            "200": "223 219 210",
            "300": "201 196 186",
            "400": "154 150 141",
            "500": "106 102 94",
            "600": "85 82 75",
            "700": "52 54 58",
            "800": "29 30 33",
            "900": "21 22 24",
            "950": "14 15 16",
        },
        "primary": {
            "50": "250 245 248",
            "100": "245 232 240",
            "200": "234 208 223",
            "300": "215 170 195",
            "400": "189 121 159",
            "500": "160 80 124",
            "600": "122 46 92",
            "700": "102 36 76",
            "800": "85 31 63",
            "900": "70 28 53",
            "950": "43 13 31",
        },
    },
}
