"""« À lire aussi » over whole sites: the same on every engine, without the cluster, and among the demo's pages."""

import pytest

from resources.models import FicheActionPage
from search.kinds import Kind
from search.models import FindablePage
from search.related import related
from tests.home.factories import site
from tests.search.clustered import NOBODY, through
from tests.search.finding import committed, plant, read_also

pytestmark = pytest.mark.postgresql


SITE = {
    # slug → place, title, summary
    "tutorat": ("fiches", "Le tutorat entre pairs", "Un mentor pour chaque collégien."),
    "mentor": ("ressources", "Devenir mentor", "Un guide du tutorat."),
    "mentors": ("actualites", "Douze mentors au collège", "Ils racontent leur parrainage."),
    "parrainage": ("fiches", "Le parrainage des nouveaux", "Des filleuls accueillis."),
    "chorale": ("actualites", "Une chorale", "Des voix et un concert."),
    "concert": ("agenda", "Le concert de la chorale", ""),
    "voix": ("ressources", "Poser sa voix", "Avant le concert."),
    "potager": ("fiches", "Un potager", "Des graines."),
}
# slug → slugs proposed, in order.
PROPOSED = {
    "tutorat": ["mentor", "mentors"],
    "mentor": ["tutorat", "mentors"],
    "mentors": ["parrainage", "tutorat", "mentor"],
    "parrainage": ["mentors"],
    "chorale": ["concert", "voix"],
    "concert": ["chorale", "voix"],
    "voix": ["chorale", "concert"],
    "potager": [],
}


def plant_site(site):
    for slug, (place, title, summary) in SITE.items():
        plant(site, place, slug, title, summary=summary)


@pytest.mark.parametrize("slug", SITE)
def test_the_same_pages_are_proposed_on_every_engine(planted_once, slug):
    proposed = list(read_also(FindablePage.objects.get(slug=slug).get_url()))
    assert proposed == PROPOSED[slug]


@pytest.mark.django_db
def test_when_the_cluster_is_silent_the_database_proposes_the_same():
    with committed():
        planted = site()
        plant_site(planted)
    with through(NOBODY):
        assert list(read_also(FindablePage.objects.get(slug="tutorat").get_url())) == PROPOSED["tutorat"]


def test_every_fiche_of_the_demo_proposes_pages_that_share_a_theme_or_a_word(demo_site):
    fiches = FicheActionPage.objects.filter(live=True)
    assert len(fiches) >= 12
    for fiche in fiches:
        proposed = read_also(fiche.get_url())
        assert len(proposed) >= 2, fiche
        assert all(reason.startswith(("Mot", "Même")) for reason in proposed.values()), fiche


def test_readers_of_the_demo_are_sent_to_most_of_its_fiches(demo_site):
    pages = [page for page in FindablePage.objects.visible().specific() if page.tells_a_subject()]
    sent = [one.page.pk for page in pages for one in related(page) if one.page.kind == Kind.FICHE]
    assert len(sent) > len(pages) / 4
    assert len(set(sent)) >= 10
