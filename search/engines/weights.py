"""How much each kind of page weighs when several answer alike; the same in every engine."""

from search.kinds import Kind

# A method sheet answers better than one of the hundreds of actions made from it.
WEIGHT_OF_KIND = {
    Kind.FICHE: 1.6,
    Kind.TEMPS_FORT: 1.35,
    Kind.RESSOURCE: 1.3,
    Kind.PAGE: 1.25,
    Kind.EDITION: 1.0,
    Kind.BILAN: 1.0,
    Kind.ACTUALITE: 1.0,
    Kind.GALERIE: 0.9,
    Kind.ACTION: 0.8,
}
