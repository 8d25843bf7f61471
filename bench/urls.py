"""The site's addresses, with the bare view: what Django and the middleware cost when a page costs nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as site_urls


def bare(request: HttpRequest) -> HttpResponse:
    """The yardstick: an answer without template, database or session."""
    return HttpResponse("ok")


urlpatterns = [path("vue-nue", bare), *site_urls]
