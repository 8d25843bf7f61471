"""Settings of production. `dev` and `test` only loosen them; `production` reads the secrets.

Data lives in `var/` (SPS_DATA_DIR), never in `media/`, which is a room of the house.
"""

import os
from pathlib import Path

from .security import *  # noqa: F403
from .storing import *  # noqa: F403
from .storing import database

BASE_DIR = Path(__file__).resolve().parents[3]
SPS_DATA_DIR = Path(os.environ.get("SPS_DATA_DIR", BASE_DIR / "var"))

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "home",
    "home.accounts",
    "resources",
    "media",
    "search",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "config.policies.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "home.sites.KeepSite",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "home.own_lists.KeepToOwnLists",
    "home.refusals.RefuseNul",
    "home.refusals.TellRefusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.frame",
            ],
        },
    },
]

DATABASES = {"default": database(SPS_DATA_DIR)}
STORAGES = {
    # Every storage of uploads is private: files are served by views that ask for the right.
    "default": {
        "BACKEND": "media.storage.PrivateStorage",
        "OPTIONS": {"location": str(SPS_DATA_DIR / "originals")},
    },
    "renditions": {
        "BACKEND": "media.storage.PrivateStorage",
        "OPTIONS": {"location": str(SPS_DATA_DIR / "renditions")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Set to a location nginx knows as `internal` (X-Accel-Redirect) to let it send the files.
SPS_ACCEL_PREFIX = os.environ.get("SPS_ACCEL_PREFIX", "")

STATIC_URL = "/static/"
STATIC_ROOT = SPS_DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]

LANGUAGE_CODE = "fr-fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# Small tasks (index, file deletion) run at once after the commit; heavy ones wait for the worker.
TASKS = {
    "default": {"BACKEND": "search.tasks.OnCommitBackend", "QUEUES": []},
    "worker": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []},
}

# Wagtail's own search serves the admin; the public search has its own index (search.models.Entry).
_ENGINE = "postgresql" if "postgresql" in DATABASES["default"]["ENGINE"] else "sqlite"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": f"search.admin_search.{_ENGINE}"},
}
# The cluster answers public searches when this is set, its nodes separated by commas; otherwise the database does.
SPS_ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "")
# A file with the certificate of the cluster's own authority: Elasticsearch makes one for itself (http_ca.crt).
SPS_ELASTICSEARCH_CA_CERTS = os.environ.get("SPS_ELASTICSEARCH_CA_CERTS", "")
SPS_ELASTICSEARCH_PREFIX = os.environ.get("SPS_ELASTICSEARCH_PREFIX", "perseverance")
SPS_ELASTICSEARCH_SHARDS = int(os.environ.get("SPS_ELASTICSEARCH_SHARDS", "1"))
SPS_ELASTICSEARCH_REPLICAS = int(os.environ.get("SPS_ELASTICSEARCH_REPLICAS", "0"))
# Days the counts of visitors' searches are kept (search.steering.counting).
SPS_SEARCH_LOG_DAYS = int(os.environ.get("SPS_SEARCH_LOG_DAYS", "365"))

WAGTAIL_SITE_NAME = "Persévérance scolaire"
WAGTAILADMIN_BASE_URL = os.environ.get("SPS_BASE_URL", "http://localhost:8000")
# Dates are typed and shown as French people write them; the ISO form is understood too.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_RESET_ENABLED = True
WAGTAILADMIN_USER_LOGIN_FORM = "home.accounts.forms.FrenchLoginForm"
WAGTAILIMAGES_IMAGE_MODEL = "media.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PhotoForm"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
# GIF and SVG are refused: the cleaning cannot vouch for them.
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "jpg", "key", "odp", "ods", "odt", "pdf", "png", "pptx", "txt", "vtt", "xlsx", "zip",
]  # fmt: skip
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("SPS_FROM_EMAIL", "ne-pas-repondre@localhost")

# Name of the lowest level of the territory: bassin, district or circonscription.
SPS_BASSIN_LABEL = os.environ.get("SPS_BASSIN_LABEL", "bassin")
