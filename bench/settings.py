"""Production's settings as they are, on this machine: a key, a host, and the bare view beside the site.

The load arrives as behind a proxy that ends TLS (`X-Forwarded-Proto: https`), so nothing of the security
settings has to be loosened.
"""

from config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-benchmarks-on-this-machine-0123456789"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.urls"
SPS_DEMO_ACCOUNTS = False
# Nothing leaves the machine, and no cluster answers for the embedded engine.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SPS_ELASTICSEARCH_URL = ""
