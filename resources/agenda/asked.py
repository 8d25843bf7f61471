"""What a visitor asks of the agenda: a territory and a page of it, in the words of the search's addresses."""

from dataclasses import dataclass

from django.http import QueryDict

from search.engines import Answer
from search.engines.tally import split
from search.labels import labels_for
from search.presenting import facets_for_page, selected, unknown
from search.request import SearchRequest, read
from search.service import Results

from .moments import Moment

TERRITORY = ("academie", "departement", "bassin")


@dataclass(frozen=True)
class Kept:
    """The moments of the chosen territory, and the same in the terms of the search: counts, criteria, labels."""

    moments: list[Moment]
    results: Results

    @property
    def request(self) -> SearchRequest:
        return self.results.request

    def filters(self) -> dict:
        """What components/facets.html and components/chosen.html show."""
        facets = facets_for_page(self.results)
        for facet in facets:
            facet["open"] = True  # three are few
        return {
            "facets": facets,
            "selected": selected(self.results),
            "unknown": unknown(self.results),
            "reset_url": self.request.address(chosen={}),
        }


def asked(parameters: QueryDict) -> SearchRequest:
    """The territory and the page of an address; all else says nothing here. Raises Http404, see `search.request`."""
    request = read(parameters)
    chosen = {name: values for name, values in request.chosen.items() if name in TERRITORY}
    return SearchRequest(chosen=chosen, page=request.page)


def keep(moments: list[Moment], request: SearchRequest) -> Kept:
    """Those of the chosen territory: OR inside a parameter, AND between them."""
    kept, every = split(moments, request.chosen)
    counts = {name: values for name, values in every.items() if name in TERRITORY}
    return Kept(
        kept,
        Results(
            request=request,
            answer=Answer(len(kept), [], counts=counts),
            entries=[],
            near_entries=[],
            labels=labels_for(counts, request.chosen),
            engine="",
            took_ms=0,
        ),
    )
