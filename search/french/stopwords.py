"""Words that say nothing of what a page is about, without accents: neither indexed nor searched."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Said of a page they separate nothing, but « sans diplôme » is not « diplôme »: the synonyms still read them.
NEGATIONS = _set("pas plus sans jamais aucun aucune hors contre")

# What stands before an apostrophe (l', qu', jusqu'…) is a word; single letters are never indexed.
_ELIDED = "qu jusqu lorsqu puisqu quoiqu quelqu presqu aujourd hui"
_ARTICLES = (
    "le la les un une des du de au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs"
)
_PRONOUNS = (
    "je tu il ils elle elles on nous vous me te se lui moi toi soi eux en qui que quoi dont ou cela "
    "ca ceci celui celle ceux celles lequel laquelle lesquels lesquelles rien tout tous toute toutes "
    "chaque chacun chacune quelque quelques autre autres meme memes tel telle tels telles quel quelle "
    "quels quelles plusieurs certains certaines"
)
_LINKS = (
    "et ni mais donc or car si comme quand lorsque puisque quoique parce ainsi alors aussi dans par "
    "pour sur sous avec chez vers entre jusque depuis pendant lors avant apres ne non oui tres trop "
    "peu beaucoup moins encore deja bien ici la etc voici voila comment pourquoi combien afin surtout "
    "plutot selon via toujours"
)
_VERBS = (
    "etre est es sont suis sommes etes etait etaient soit soient sera seront serait avoir ai as avons "
    "avez ont avait avaient aura auront aurait ait aient ayant faire fait font fais faites faisant va "
    "vas vais vont aller allez allons peut peux peuvent pouvoir pourrait doit dois doivent devoir "
    "faut veut veux veulent vouloir voulons"
)
# The same as they are typed in a hurry.
_CARELESS = "koi kwa ke ki kel kelle veu veus jveu jveux jai cest ya pkoi pourkoi komment"
STOP_WORDS = NEGATIONS | _set(f"{_ELIDED} {_ARTICLES} {_PRONOUNS} {_LINKS} {_VERBS} {_CARELESS}")

# Typed around what is looked for (« je cherche des infos »): left out of a query that says anything else.
POLITE_WORDS = _set(
    "bonjour bonsoir merci svp stp cherche cherchons trouver trouve voudrais voudrait voudrions "
    "aimerais aimerait souhaite souhaiterais besoin info infos renseignement renseignements existe "
    "concernant propos sujet question savoir comprendre connaitre urgent urgence aidez aide aider and "
    "not"
)
# After a hyphen these belong to the verb (« permettent-ils », « celui-ci »): no word is made of the two.
CLITICS = _set("je tu il ils elle elles on nous vous ce ci la le les lui leur moi toi y en t meme memes")

# Indexed and searched, but too vague to bring pages together, however rare (see subjects.py).
VAGUE_WORDS = _set(
    "puis autour dehors dedans ensemble demain hier fois jour journee semaine mois annee an minute heure moment temps "
    "matin soir chose facon maniere manque cadre titre theme partie suite fin debut point cote bout lieu place main "
    "mot nom nombre reste part cas sorte type exemple raison question reponse besoin envie idee effet premier dernier "
    "seul nouveau nouvelle grand petit bon meilleur simple facile commun commune possible pret deux trois quatre cinq "
    "sept huit neuf onze douze quinze vingt trente quarante cinquante cent mille dizaine moitie demi environ presque "
    "souvent parfois loin pres devant derriere dessus dessous ouverture recherche moyen monde gens personne page site "
    "texte liste document"
)
