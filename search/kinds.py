"""The kinds of pages a visitor can ask for: values of the address parameter `type` (design §4)."""

from django.db import models


class Kind(models.TextChoices):
    FICHE = "fiche", "Fiche action"
    ACTION = "action", "Action"
    RESSOURCE = "ressource", "Ressource"
    GALERIE = "galerie", "Galerie"
    BILAN = "bilan", "Bilan"
    ACTUALITE = "actualite", "Actualité"
    EDITION = "edition", "Édition"
    TEMPS_FORT = "temps-fort", "Temps fort"
    PAGE = "page", "Page"
