"""Addresses (design §4). Wagtail's pages come last."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("", include("home.urls")),
    path("", include("search.urls")),
    path("", include("resources.urls")),
    path("", include("media.urls")),
    path("gestion/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]
