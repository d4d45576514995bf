"""Django's settings, derived from the environment."""

from __future__ import annotations

import os
from typing import Any

from frontdoor.core import logs
from frontdoor.site import catalogues, env

ENV = env.read(os.environ)

SECRET_KEY = ENV.secret_key
SECRETS_KEY = ENV.secrets_key
DEBUG = False
ALLOWED_HOSTS = ENV.hosts
SITE_URL = ENV.url
# Empty where files are served on the desk's own host name.
FILES_URL = ENV.files_url
DATA = ENV.data
MAILBOX = ENV.mailbox
# Until the desk can be named on its settings page.
DESK_NAME = "Service desk"
EGRESS_ALLOW = ENV.egress_allow
EMAIL_URL = ENV.email_url
MAIL_CERTIFICATE = ENV.mail_certificate
DKIM = ENV.dkim
MAIL_LISTEN = ENV.mail_listen
MAIL_AUTHSERV = ENV.mail_authserv
MAIL_DNS = ENV.mail_dns
MIN_FREE = ENV.min_free
CHECKPOINTS = ENV.checkpoints
PROXIES = ENV.proxies
LOGGING = logs.settings()

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = catalogues.languages(ENV.data)
LOCALE_PATHS = [str(ENV.data / "locale")]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks",
    "frontdoor.core",
    "frontdoor.log",
    "frontdoor.people",
    "frontdoor.tickets",
    "frontdoor.channels",
    "frontdoor.desk",
    "frontdoor.portal",
    "frontdoor.console",
    "frontdoor.api",
    "frontdoor.site",
]
MIDDLEWARE: list[str] = [
    "frontdoor.core.pages.headers.headers",
    "frontdoor.core.pages.files_host.files_host",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "frontdoor.core.pages.speak.speak",
    "frontdoor.people.login.gate.gate",
]
TEMPLATES = [
    {
        "BACKEND": "frontdoor.core.pages.engine.Pages",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "frontdoor.core.pages.engine.environment",
            "context_processors": [
                "frontdoor.core.pages.theme.shown",
                "frontdoor.core.pages.once.fields",
            ],
        },
    }
]
ROOT_URLCONF = "frontdoor.site.urls"

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456;"
    ),
}
POSTGRES = {
    "options": "-c statement_timeout=30000 -c lock_timeout=10000",
    # What is asked a third time is planned by then, decision 0061.
    "server_side_binding": True,
    "prepare_threshold": 2,
}

DATABASES: dict[str, dict[str, Any]] = {
    "default": {**ENV.database, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
}
if "sqlite3" in str(ENV.database["ENGINE"]):
    DATABASES["default"] |= {
        "OPTIONS": SQLITE,
        "TEST": {"NAME": str(ENV.data / "test.sqlite3")},
    }
else:
    DATABASES["default"] |= {"OPTIONS": POSTGRES}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_ENGINE = "frontdoor.people.login.store"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"

STATIC_URL = "/static/"
STATIC_ROOT = ENV.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "frontdoor.core.pages.assets.Assets"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "frontdoor.core.pages.packaged.Packaged",
]
WHITENOISE_USE_FINDERS = True

SECURE = ENV.url.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "frontdoor.core.pages.stale.stale"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"

TASKS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "frontdoor.core.tasks.backend.DatabaseBackend",
        "QUEUES": ["mail", "default", "slow"],
    }
}
if ENV.tasks != "database":
    TASKS["default"] |= {
        "BACKEND": "frontdoor.core.tasks.celery.CeleryBackend",
        "OPTIONS": {"broker": ENV.tasks},
    }
