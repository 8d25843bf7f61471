"""What plain pages carry below their text."""

import datetime

import pytest
from django.test import Client

from home.models import StandardPage
from resources.models import ArticlePage
from tests.home import factories

pytestmark = pytest.mark.django_db


def links_of(address):
    return Client().get(address).content.decode()


def test_the_map_of_the_site_names_pages_and_leads_to_the_actions_by_their_list(django_assert_max_num_queries):
    planted = factories.site()
    plan = planted.home.add_child(instance=StandardPage(title="Plan du site", slug="plan-du-site", aside="plan"))
    planted.actualites.add_child(instance=ArticlePage(title="Une nouvelle", dated_on=datetime.date(2026, 1, 8)))
    published = factories.publish(factories.action(planted, "Théâtre forum"))
    hidden = planted.home.add_child(instance=StandardPage(title="Brouillon", live=False))
    with django_assert_max_num_queries(20):
        page = links_of(plan.get_url())
    assert "Une nouvelle" in page
    assert planted.actions.get_url() in page
    assert published.title not in page
    assert hidden.title not in page
