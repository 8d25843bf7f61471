"""Photos, documents, galleries."""

from .document import Document
from .gallery import GalleryIndexPage, GalleryItem, GalleryPage
from .photo import Photo, Rendition
from .rights import WithRights

__all__ = [
    "Document",
    "GalleryIndexPage",
    "GalleryItem",
    "GalleryPage",
    "Photo",
    "Rendition",
    "WithRights",
]
