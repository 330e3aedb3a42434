"""One settings file; what differs between machines comes from the environment (`environment.py`)."""

import sqlite3
from pathlib import Path

import dj_database_url
import structlog
from csp.constants import NONE, SELF

from . import environment as env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.data_folder()

SECRET_KEY = env.secret_key(DATA)
DEBUG = env.flag("SEKRETARIAT_DEBUG", default=False)
ALLOWED_HOSTS = [h for h in env.text("SEKRETARIAT_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
PORT = env.number("PORT", 8000)
# Passkeys and sign-in refuse an IP address as origin, so the printed address is a name.
BASE_URL = env.text("SEKRETARIAT_URL", f"http://localhost:{PORT}").rstrip("/")
HTTPS = BASE_URL.startswith("https://")
BEHIND_PROXY = env.flag("SEKRETARIAT_PROXY", default=False)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []

INSTALLED_APPS = [
    "sekretariat.accounts",
    "sekretariat.ground",
    "sekretariat.domain",
    "sekretariat.web",
    "sekretariat.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "tree_queries",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sekretariat.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sekretariat.web.middleware.ActorMiddleware",
    "sekretariat.web.middleware.GuardMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sekretariat.config.urls"
WSGI_APPLICATION = "sekretariat.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "jinja2"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "sekretariat.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "sekretariat.web.frame.frame",
            ],
        },
    },
    # Only for the fragments that packages bring along; our own templates are found first.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Widgets by the same fast engine as our pages.
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{DATA / 'sekretariat.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # The write-ahead log is safe from 3.51.3 on (docs/adr/0002); before it, a rollback journal.
    JOURNAL = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "DELETE"
    # Kept by each thread of the server: opening one costs as much as several queries.
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": f"PRAGMA journal_mode={JOURNAL}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Limits of tries hold across processes only in a shared cache.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}

# --- people ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "sekretariat.web.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses we do not know
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Many officers share one address of the government's network, so the limits per address are wide.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,10/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
MFA_ADAPTER = "sekretariat.web.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sekretariat"
# "required": an officer, clerk or administrator sets up a second step before anything else. "offered": may.
SECOND_STEP = env.text("SEKRETARIAT_SECOND_STEP", "required")
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "sekretariat.web.accounts.adapter.name_tried"
AXES_LOCKOUT_CALLABLE = "sekretariat.web.errors.locked_out"
SESSION_COOKIE_AGE = 12 * 3600

# --- the wire -------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURITY_CONTACT = env.text("SEKRETARIAT_SECURITY_CONTACT", f"{BASE_URL}/about/")
CSRF_FAILURE_VIEW = "sekretariat.web.errors.csrf_failure"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- languages ------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "sq"
LANGUAGES = [("sq", "Shqip"), ("en", "English")]
LOCALE_PATHS = [PACKAGE.parent.parent / "locale"]
FORMAT_MODULE_PATH = ["sekretariat.web.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Tirane"

# --- files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("SEKRETARIAT_STATIC", str(DATA / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # empty unless collected; WhiteNoise asks for it either way
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
FILES_ROOT = Path(env.text("SEKRETARIAT_FILES", str(DATA / "files")))
UPLOAD_MAX_BYTES = env.number("SEKRETARIAT_UPLOAD_MB", 25) * 1024 * 1024

# --- mail -----------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "sekretariat.web.accounts.mail.NoDirectMail"
MAIL_HOST = env.text("SEKRETARIAT_SMTP_HOST")  # empty: mail waits in the outbox
MAIL_PORT = env.number("SEKRETARIAT_SMTP_PORT", 25)
MAIL_USER = env.text("SEKRETARIAT_SMTP_USER")
MAIL_PASSWORD = env.text("SEKRETARIAT_SMTP_PASSWORD")
MAIL_STARTTLS = env.flag("SEKRETARIAT_SMTP_STARTTLS", default=False)
MAIL_TIMEOUT = env.number("SEKRETARIAT_SMTP_TIMEOUT", 20)
MAIL_FROM = env.text("SEKRETARIAT_MAIL_FROM", "sekretariat@localhost")
SEAL_TO = env.text("SEKRETARIAT_SEAL_TO")  # who keeps the seals of the audit trail outside; empty: nobody

# --- work in the background -----------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Lines for people, or one JSON object a line for machines, in either case without the tokens of personal links.
LOG_FORMAT = env.text("SEKRETARIAT_LOG", "plain")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
            ],
        },
    },
    "filters": {"hide_tokens": {"()": "sekretariat.web.links.logs.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["hide_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"sekretariat": {"level": "INFO"}},
}
