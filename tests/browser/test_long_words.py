"""Words longer than a phone and titles of a whole paragraph are cut, never hidden beyond the edge."""

import json

import pytest

from resources.models import ActionPage, ArticlePage, FicheActionPage
from tests.home import factories

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "anticonstitutionnellement" * 3
TITLE = f"{'Un titre recopié d’un courrier, avec la date et la météo, ' * 3}{WORD}"[:250]
BODY = json.dumps(
    [
        {"type": "heading", "value": {"text": WORD, "level": "h2"}},
        {"type": "text", "value": f"<p><a href='https://example.org/'>{WORD}</a></p><ul><li>{WORD}</li></ul>"},
        {"type": "quotation", "value": {"text": WORD, "author": WORD}},
        {"type": "callout", "value": {"tone": "info", "title": WORD, "text": f"<p>{WORD}</p>"}},
        {"type": "accordion", "value": [{"title": WORD, "text": f"<p>{WORD}</p>"}]},
        {"type": "button", "value": {"label": WORD, "page": None, "address": "/"}},
        {"type": "table", "value": {"data": [[WORD, "b", "c", "d"]] * 2, "first_row_is_table_header": True}},
    ]
)


@pytest.fixture
def wordy():
    planted = factories.site()
    common = {"title": TITLE, "summary": WORD, "live": False}
    article = planted.actualites.add_child(instance=ArticlePage(**common, body=BODY))
    fiche = planted.fiches.add_child(instance=FicheActionPage(**common, acteurs=WORD, deroule=f"<p>{WORD}</p>"))
    action = planted.actions.add_child(
        instance=ActionPage(**common, body=BODY, acteurs=WORD, edition=planted.edition, lead=factories.school(WORD))
    )
    for page in (article, fiche, action):
        page.keywords.add(WORD)
        page.save_revision()
        factories.publish(page)
    return [page.url for page in (article, fiche, action)]


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways_whatever_is_typed(open_page, wordy, width):
    page = open_page(viewport={"width": width, "height": 800})
    for address in [*wordy, "/recherche/?q=titre", f"/recherche/?q={WORD * 2}"]:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} : {wide} pixels de trop"
