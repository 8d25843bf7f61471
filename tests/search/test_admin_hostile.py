"""Whatever is typed, pasted or forged, the officers' lists answer too."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.home.factories import officer
from tests.search.test_search_hostile import FINE, percent_encoded, plant_site, raw, texts

pytestmark = pytest.mark.postgresql
plant_more = plant_site


ADMIN_ADDRESSES = [
    "/gestion/pages/search/",
    "/gestion/pages/search/results/",
    "/gestion/choose-page/search/",
    "/gestion/images/",
    "/gestion/images/results/",
    "/gestion/images/chooser/results/",
    "/gestion/documents/",
    "/gestion/documents/results/",
    "/gestion/documents/chooser/results/",
    "/gestion/reports/site-history/",
]
ADMIN_PARAMETERS = ["q", "p", "ordering", "collection_id", "content_type", "tag", "locale"]


@pytest.fixture
def admin(small_site, client):
    client.force_login(officer())
    return client


@pytest.mark.parametrize(
    "query", ['"', '"jardin', "\x00", "\ud800", "(", "é" * 5_000, "jardin " * 500, "%", ":*", "AND"]
)
def test_the_officers_searches_answer_a_hostile_query(admin, query):
    for address in ADMIN_ADDRESSES:
        assert raw(address, f"q={percent_encoded(query)}", admin).status_code in FINE, address


@pytest.mark.parametrize("parameter", ADMIN_PARAMETERS)
def test_the_officers_lists_answer_a_forged_parameter(admin, parameter):
    for address in ADMIN_ADDRESSES:
        for value in ("%00", "-1", "9" * 40, "abc", "%ED%A0%80", "%"):
            assert raw(address, f"q=jardin&{parameter}={value}", admin).status_code in FINE, (address, value)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=texts)
def test_any_text_gets_an_answer_in_the_officers_searches(admin, query):
    for address in ("/gestion/pages/search/results/", "/gestion/images/results/", "/gestion/documents/results/"):
        assert raw(address, f"q={percent_encoded(query)}", admin).status_code in FINE, address
