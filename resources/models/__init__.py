"""The page types that are read, done and taken away."""

from .action import ActionIndexPage, ActionPage
from .action_rows import ActionPartner, ActionSchool, ActionSession
from .article import ArticleIndexPage, ArticlePage
from .bilan import BilanIndexPage, BilanPage
from .edition import EditionDates, EditionIndexPage, EditionPage, EditionPhase, EditionSubtheme
from .event import EventIndexPage, EventPage
from .fiche import (
    FicheActionIndexPage,
    FicheActionPage,
    FicheElementCle,
    FicheMethode,
    FicheObjectif,
    FicheStep,
)
from .resource import ResourceDownload, ResourceIndexPage, ResourcePage

__all__ = [
    "ActionIndexPage",
    "ActionPage",
    "ActionPartner",
    "ActionSchool",
    "ActionSession",
    "ArticleIndexPage",
    "ArticlePage",
    "BilanIndexPage",
    "BilanPage",
    "EditionDates",
    "EditionIndexPage",
    "EditionPage",
    "EditionPhase",
    "EditionSubtheme",
    "EventIndexPage",
    "EventPage",
    "FicheActionIndexPage",
    "FicheActionPage",
    "FicheElementCle",
    "FicheMethode",
    "FicheObjectif",
    "FicheStep",
    "ResourceDownload",
    "ResourceIndexPage",
    "ResourcePage",
]
