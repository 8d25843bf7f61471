"""Addresses of files (design §4)."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    re_path(r"^images/(?P<token>[\w-]{1,32})/(?P<spec>[\w.-]+)\.(?P<ext>[a-z]{3,4})$", views.photo, name="photo"),
    path("documents/<str:token>/<str:filename>", views.document, name="document"),
]
