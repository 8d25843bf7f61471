"""A laptop: no TLS, a fixed key, mails as files in var/mail, detailed errors."""

from .base import *  # noqa: F403
from .base import SPS_DATA_DIR, STORAGES

DEBUG = True
SECRET_KEY = "only-for-a-laptop-never-in-production"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Nothing leaves a laptop.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = SPS_DATA_DIR / "mail"

# Demo accounts with known passwords exist only where this is set.
SPS_DEMO_ACCOUNTS = True
