"""Where rows and short-lived values live: one URL names the database."""

import os
from pathlib import Path

import dj_database_url

# SQLite with several processes: WAL and immediate transactions, or writers fail at once.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # 32 MB of the file stay in memory: with the 2 MB of origin, a list of 3,000 pages is read again each time.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
    " PRAGMA cache_size=-32000;",
}


def database(data_dir: Path) -> dict:
    """The `DATABASES["default"]` of DATABASE_URL, or an SQLite file in `data_dir`."""
    data_dir.mkdir(parents=True, exist_ok=True)
    url = os.environ.get("DATABASE_URL", f"sqlite:///{data_dir / 'site.sqlite3'}")
    settings = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if str(settings["ENGINE"]).endswith("sqlite3"):
        settings["OPTIONS"] = dict(_SQLITE_OPTIONS)
    return settings


CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Wagtail looks up renditions here before the database.
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
