"""Settings: one file, typed readers, one folder for all state (`SAPAT_HOME`)."""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _


def text(name: str, default: str) -> str:
    """Read a string from the environment."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Read a yes or no from the environment."""
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str) -> list[str]:
    """Read a comma-separated list from the environment."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret_key(home: Path) -> str:
    """Return this installation's own key, made at the first start, for its owner's eyes only."""
    file = home / "secret.key"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text("ascii")


PACKAGE = Path(__file__).parent
SAPAT_HOME = Path(text("SAPAT_HOME", str(Path.home() / ".sapat"))).expanduser().resolve()
SECRET_KEY = secret_key(SAPAT_HOME)
DEBUG = flag("SAPAT_DEBUG")
ALLOWED_HOSTS = words("SAPAT_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = words("SAPAT_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "sapat.web",  # before allauth, whose pages it dresses
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "sapat.publish",
    "sapat.act",
    "sapat.check",
    "sapat.evidence",
    "sapat.plan",
    "sapat.school",
    "sapat.core",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sapat.web.doors.never_cache_members",
]

ROOT_URLCONF = "sapat.urls"
WSGI_APPLICATION = "sapat.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "sapat.web.shell.shell",
            ],
        },
    },
]
FORM_RENDERER = "sapat.web.forms.renderer.TablerRenderer"

# SQLite loses writes under load unless all four are set: see `sapat.core.checks`.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": SAPAT_HOME / "sapat.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728;"
        ),
    },
    # A file, as in use: SQLite in memory locks whole tables and would hide how writers wait.
    "TEST": {"NAME": SAPAT_HOME / "test.sqlite3"},
}
POSTGRES = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": text("SAPAT_DB_NAME", "sapat"),
    "USER": text("SAPAT_DB_USER", "sapat"),
    "PASSWORD": text("SAPAT_DB_PASSWORD", ""),
    "HOST": text("SAPAT_DB_HOST", "127.0.0.1"),
    "PORT": text("SAPAT_DB_PORT", "5432"),
    "CONN_MAX_AGE": 60,
}
DATABASES = {"default": POSTGRES if text("SAPAT_DB", "sqlite") == "postgresql" else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in limits must hold over all workers, so they live in the database; a full cache drops
# its oldest lines, so there must be room for more lines than guesses anybody can make in time.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "sapat.web.accounts.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,30/5m/ip"}
ACCOUNT_LOGOUT_ON_GET = False
# Behind proxies everybody has the proxy's address: without their number all share one limit.
ALLAUTH_TRUSTED_PROXY_COUNT = int(text("SAPAT_PROXIES", "0"))
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sapat"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("SAPAT_HTTPS")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

LANGUAGE_CODE = "ky"
LANGUAGES = [("ky", _("Kyrgyz")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["sapat.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Bishkek"
USE_TZ = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60

STATIC_URL = "/static/"
STATIC_ROOT = Path(text("SAPAT_STATIC", str(SAPAT_HOME / "static")))
MANIFEST = (STATIC_ROOT / "staticfiles.json").exists() or flag("SAPAT_COLLECTING")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not MANIFEST
FILE_UPLOAD_HANDLERS = ["sapat.web.uploads.MeasuredUpload"]
FILE_UPLOAD_TEMP_DIR = str(SAPAT_HOME)
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
SILENCED_SYSTEM_CHECKS: list[str] = []
