"""The suite: production's settings with a fast hasher, files in memory and no TLS."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import TASKS

SECRET_KEY = "only-for-the-suite"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

SPS_DATA_DIR = Path(tempfile.gettempdir()) / "sps-tests"
STORAGES = {
    "default": {"BACKEND": "media.storage.PrivateMemoryStorage"},
    "renditions": {"BACKEND": "media.storage.PrivateMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {
    **TASKS,
    "worker": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []},
}
# Nothing is collected for the suite: without this, every client warns that the folder is missing.
WHITENOISE_AUTOREFRESH = True
# Tests ask for Elasticsearch by fixture; the variable of a running service must not change the others.
SPS_ELASTICSEARCH_URL = SPS_ELASTICSEARCH_CA_CERTS = ""
SPS_DEMO_ACCOUNTS = True

# Wagtail saves drafts by itself while one types: a test that submits at once would race with it.
WAGTAIL_AUTOSAVE_INTERVAL = 0
