"""Addresses of feeds and of the calendar file; the pages have theirs in the tree."""

from django.urls import path, re_path

from .agenda.calendar_file import agenda, of_page
from .feeds import ActionFeed, ArticleFeed

urlpatterns = [
    path("actions/flux.xml", ActionFeed(), name="actions-feed"),
    path("actualites/flux.xml", ArticleFeed(), name="articles-feed"),
    path("agenda.ics", agenda, name="agenda-ics"),
    # Nine digits: more would be no key of a page, and too much for the database.
    re_path(r"^agenda/(?P<pk>[0-9]{1,9})\.ics$", of_page, name="page-ics"),
]
