"""The one French analysis every engine shares."""

from .folding import fold
from .words import Token, analyse, tokens

__all__ = ["Token", "analyse", "fold", "tokens"]
