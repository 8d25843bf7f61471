"""Words of one family: décrochage, décrocheur, décrocher; musique, musicien; parent, parental.

A root is a term without its derivational ending, never shorter than its ending allows: two terms with the
same root are of one family. It widens a query at a lower weight; nothing is ever indexed by its root.
"""

from functools import lru_cache

# What no ending brings together: irregular verbs, nouns too short to be cut. One family a line, as terms.
_IRREGULAR = """
accueil accueill
appren apprent apprendr apprentissag
art artist artistiqu
autonom autonomis
choix chois choisir
cultur culturel
commune communal intercommunal
conduit conduir
debat debattr
ecol ecoli
ecrit ecrir ecritur ecrivain
echec echou
eleve elev
etud etudi
form format formateur
inser insert
inscrir inscript inscrit
interven intervent
jeu jou joueur ludiqu
jeun jeuness
jour journ journali
lir lectur lecteur
lyc lyceen
mediat mediateur
prevent preven
reflech reflexion reflex
reuss reussit
ruptur rompr
scolair scolarit scolaris
soutien souten soutenir
suiv suivr
sport sportif sportiv
stag stagiair
tuteur tutor
visit visiteur
voix vocal
"""
_ROOTS = {term: line.split()[0] for line in _IRREGULAR.strip().splitlines() for term in line.split()}

# Terms whose ending is not one, or whose family would be a false friend.
_FALSE_FRIENDS = """
professeur profess couleur douleur chaleur bonheur malheur honneur ailleur meilleur ingenieur interieur
exterieur superieur inferieur secteur facteur porteur
content present patient parent talent evident accident excellent permanent competent violent moment element
document argument evenement parlement monument logement testament departement
mission commission permission concours hopital journal central capital signal animal materiel logiciel tunnel
general initial principal personnel
chanti quarti dossi courri papi profit universit habitud maitris mobilis modalit collectivit
international internal internet publicat montreal instanc commenc presenc commerc provinc annonc violenc competenc
"""
_ALONE = frozenset(_FALSE_FRIENDS.split())

# (ending, what replaces it, shortest root): the first that fits is taken off, from the longest.
_ENDINGS = (
    ("ionnalis", "", 5),
    ("ionnel", "", 5),
    ("issag", "", 5),
    ("ateur", "", 4),
    ("alit", "al", 6),
    ("ilit", "il", 5),
    ("ivit", "", 5),
    ("arit", "air", 6),
    ("aris", "air", 6),
    ("ariat", "air", 6),
    ("uvert", "uvr", 5),
    ("ialis", "ial", 6),
    ("alis", "al", 6),
    ("isat", "", 5),
    ("ation", "", 5),
    ("itud", "it", 6),
    ("ienn", "", 4),
    ("ogiqu", "og", 5),
    ("etiqu", "et", 5),
    ("ism", "", 5),
    ("ist", "", 5),
    ("eur", "", 4),
    ("eux", "", 4),
    ("ien", "", 4),
    ("een", "", 3),
    ("iqu", "ic", 5),
    ("ogu", "og", 5),
    ("anc", "ant", 6),
    ("enc", "ent", 6),
    ("ant", "", 5),
    ("age", "", 5),
    ("ag", "", 4),
    ("at", "", 5),
    ("if", "", 5),
    ("iv", "", 5),
    ("ud", "", 5),
    ("ur", "", 5),
    ("it", "", 5),
    ("is", "", 5),
    ("et", "", 6),
    ("ir", "", 5),
    ("al", "", 5),
    ("el", "", 5),
    ("er", "", 5),
    ("e", "", 5),
    ("i", "", 5),
)


@lru_cache(maxsize=65_536)
def root(term: str) -> str:
    """Return the root a term shares with its family; the term itself when it has no ending to lose."""
    known = _ROOTS.get(term)
    if known:
        return known
    if term in _ALONE or not term.isalpha():
        return term
    if is_plural_verb(term):
        return root(term.removesuffix("ent"))
    for ending, instead, shortest in _ENDINGS:
        if term.endswith(ending):
            stripped = term.removesuffix(ending) + instead
            if len(stripped) >= shortest:
                return root(stripped)
    return _even(term)


def is_plural_verb(term: str) -> bool:
    """Whether it is a verb with « ils »: « décrochent », « organisent »; Snowball leaves this ending alone."""
    return term not in _ALONE and term.endswith("ent") and not term.endswith("ment") and len(term) > 6


def _even(root_: str) -> str:
    # citoyenn(eté) is of citoyen's family, debatt(re) of débat's, musiqu(e) of music(ien)'s.
    if root_.endswith(("nn", "tt")):
        return root_[:-1]
    return root_[:-2] + "c" if root_.endswith("iqu") else root_
