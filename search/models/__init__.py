"""Vocabularies, the findable page, and the index."""

from .entry import Entry, IndexChange, SynonymGroup, Word
from .etablissement import Etablissement, EtablissementSite
from .findable import FindablePage, FindableQuerySet, OfferedDocument
from .listing_page import ListingPage
from .mandate import Mandate
from .steering import Promotion, SearchCount
from .territory import BASSIN_LABEL, BASSINS_LABEL, Academie, Bassin, Departement, ReseauAddress, ReseauFoquale
from .vocabulary import Category, Keyword, KeywordedPage, Niveau, Public, Theme

__all__ = [
    "BASSINS_LABEL",
    "BASSIN_LABEL",
    "Academie",
    "Bassin",
    "Category",
    "Departement",
    "Entry",
    "Etablissement",
    "EtablissementSite",
    "FindablePage",
    "FindableQuerySet",
    "IndexChange",
    "Keyword",
    "KeywordedPage",
    "ListingPage",
    "Mandate",
    "Niveau",
    "OfferedDocument",
    "Promotion",
    "Public",
    "ReseauAddress",
    "ReseauFoquale",
    "SearchCount",
    "SynonymGroup",
    "Theme",
    "Word",
]
