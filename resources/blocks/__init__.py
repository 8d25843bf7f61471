"""The blocks of editorial pages."""

from .body import BodyBlock

__all__ = ["BodyBlock"]
