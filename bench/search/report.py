"""The page of `docs/` made of measures: one table of searches, one of filling."""

HEAD = """# Mesures de la recherche

{conditions} Refaire : `make services`, puis `make bench-search`.

« Mots » : une à trois mots qui se trouvent ensemble sur une page, jamais deux fois les mêmes. « Larges » : les mots les
plus fréquents du site, seuls ou exclus ; presque toutes les pages répondent. « Fautes » : un long mot dont deux lettres
sont échangées, que la recherche corrige. « Listes » : les pages d’un type ou toutes, sans mots,
entières ou d’une académie, par date ou par titre. « Service » : l’analyse, la recherche, les
facettes, les fiches trouvées et leurs libellés. « Requête nue » : une requête de la même sorte, par le client, sans
rien d’autre. « Rapport » : celui des p95. « Mémoire » : celle du processus qui cherche, ce que lit la mesure compris.
"""
SEARCHES = """
## Recherches (millisecondes)

| moteur | pages | requêtes | réponses, médiane | service p50 | p95 | requête nue p50 | p95 | rapport | mémoire, Mo |
|---|---:|---|---:|---:|---:|---:|---:|---:|---:|
"""
FILLING = """
## Remplissage d’un index Elasticsearch (documents par seconde)

« Reconstruction » : la partie de `make reindex` qui lit la base et remplit l’index. « Mémoire » : la plus haute du
processus qui reconstruit.

| pages | reconstruction | envoi nu des mêmes documents | rapport | taille de l’index, Mo | mémoire, Mo |
|---:|---:|---:|---:|---:|---:|
"""
GROUPS = {"words": "mots", "broad": "larges", "typos": "fautes", "lists": "listes"}


def table(measures: list[dict], conditions: str) -> str:
    """Markdown of measures as `bench.search.measure` gives them."""
    searches = [_search(measure, group) for measure in measures for group in GROUPS]
    filling = [_filling(measure) for measure in measures if measure["filling"]]
    parts = [HEAD.format(conditions=conditions), SEARCHES, *searches]
    return "".join([*parts, FILLING, *filling] if filling else parts)


def _search(measure: dict, group: str) -> str:
    found = measure["groups"][group]
    whole, bare = found["whole"], found.get("bare")
    others = [engine for engine in found["engines"] if engine != measure["engine"]]
    engine = measure["engine"] + "".join(f" (et {name})" for name in others)
    beside = ["", "", ""]
    if bare:
        beside = [f"{bare['p50']:.1f}", f"{bare['p95']:.1f}", f"{whole['p95'] / bare['p95']:.2f}"]
    cells = [engine, _number(measure["entries"]), GROUPS[group], _number(found["hits"])]
    cells += [f"{whole['p50']:.1f}", f"{whole['p95']:.1f}", *beside, str(measure["memory"])]
    return f"| {' | '.join(cells)} |\n"


def _filling(measure: dict) -> str:
    filling = measure["filling"]
    cells = [_number(measure["entries"]), _number(filling["rebuild"]), _number(filling["bulk"])]
    cells += [f"{filling['rebuild'] / filling['bulk']:.2f}", f"{filling['megabytes']:.0f}", str(filling["memory"])]
    return f"| {' | '.join(cells)} |\n"


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ")
