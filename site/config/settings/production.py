"""Production: `base`, with what must come from the environment, refused together when missing."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403

_REQUIRED = {
    "SPS_SECRET_KEY": "une clé secrète d’au moins 50 caractères",
    "SPS_ALLOWED_HOSTS": "les noms d’hôte du site, séparés par des virgules",
    "SPS_BASE_URL": "l’adresse publique du site, https://…",
}
_missing = [f"{name} : {meaning}" for name, meaning in _REQUIRED.items() if not os.environ.get(name)]
if _missing:
    raise ImproperlyConfigured("Variables d’environnement manquantes :\n- " + "\n- ".join(_missing))

SECRET_KEY = os.environ["SPS_SECRET_KEY"]
ALLOWED_HOSTS = [host.strip() for host in os.environ["SPS_ALLOWED_HOSTS"].split(",")]
CSRF_TRUSTED_ORIGINS = [os.environ["SPS_BASE_URL"].rstrip("/")]
SPS_DEMO_ACCOUNTS = False
