"""The one French analysis that every engine shares: pure, without Django, without a database.

What is indexed is already analysed (`analyse`): a string of terms of [a-z0-9]. Engines match, rank and count;
accents, elisions, plurals, compounds, word families, synonyms and typing errors are settled here, and so the
same everywhere.
"""

from search.french.clauses import Alternative, Clause, ParsedQuery
from search.french.completing import Chunk, Typed, completion_key, typed
from search.french.folding import fold
from search.french.highlight import first_answer, highlight
from search.french.query import parse
from search.french.subjects import IN_HEAD, Reading, Subject, acronyms
from search.french.synonyms import Synonyms, key_of
from search.french.vocabulary import Vocabulary, count_words
from search.french.words import Token, analyse, analyse_with_starts, tokens

__all__ = [
    "IN_HEAD",
    "Alternative",
    "Chunk",
    "Clause",
    "ParsedQuery",
    "Reading",
    "Subject",
    "Synonyms",
    "Token",
    "Typed",
    "Vocabulary",
    "acronyms",
    "analyse",
    "analyse_with_starts",
    "completion_key",
    "count_words",
    "first_answer",
    "fold",
    "highlight",
    "key_of",
    "parse",
    "tokens",
    "typed",
]
