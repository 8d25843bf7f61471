"""Private means private: the page, what is below it, and nothing beside it."""

import pytest
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from search.models import FindablePage
from search.visibility import visible

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def tree():
    """Four sections of two pages each, the second section restricted, one page of the third a draft."""
    root = Page.objects.get(depth=1).get_children().first() or Page.objects.get(depth=1)
    sections = [root.add_child(instance=StandardPage(title=f"Rubrique {n}", slug=f"r{n}")) for n in range(4)]
    for section in sections:
        for n in range(2):
            section.add_child(
                instance=StandardPage(title=f"Page {n}", slug=f"p{n}", live=section.slug != "r2" or n > 0)
            )
    PageViewRestriction.objects.create(page=sections[1], restriction_type=PageViewRestriction.LOGIN)
    return sections


def test_what_anyone_may_see_is_what_wagtail_calls_live_and_public(tree):
    expected = Page.objects.live().public().order_by("path")
    seen = visible(Page.objects.all()).order_by("path")
    assert [page.url_path for page in seen] == [page.url_path for page in expected]
    assert not any("/r1/" in page.url_path for page in seen)
    assert sum("/r2/" in page.url_path for page in seen) == 2
    assert sum("/r3/" in page.url_path for page in seen) == 3


def test_it_says_the_same_inside_another_query(tree):
    inner = visible(FindablePage.objects.all()).values("pk")
    around = Page.objects.filter(pk__in=inner, path__in=visible(Page.objects.all()).values("path"))
    assert set(around) == set(Page.objects.filter(pk__in=[page.pk for page in visible(FindablePage.objects.all())]))
