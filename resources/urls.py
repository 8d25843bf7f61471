"""Addresses of feeds and of the calendar file; the pages have theirs in the tree."""

from django.urls import path

from .agenda.calendar_file import agenda, of_page
from .feeds import ActionFeed, ArticleFeed

urlpatterns = [
    path("actions/flux.xml", ActionFeed(), name="actions-feed"),
    path("actualites/flux.xml", ArticleFeed(), name="articles-feed"),
    path("agenda.ics", agenda, name="agenda-ics"),
    path("agenda/<int:pk>.ics", of_page, name="page-ics"),
]
