"""What one académie sets for its site: names, contact, colours (design §11)."""

from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home.colours import check_contrast
from media.models import Photo
from search.models import Academie

_COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", "Une couleur s’écrit #0f5c4d, en minuscules.")


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """Per Wagtail Site: a further académie is a further Site."""

    # Kept with the frame of the pages (home.frame), which show them.
    select_related = ["academie", "logo"]

    name = models.CharField(
        "nom du site",
        max_length=80,
        default="Persévérance scolaire",
        help_text="En haut de toutes les pages, et dans le titre des onglets.",
    )
    academie = models.ForeignKey(
        Academie,
        verbose_name="académie",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Celle dont le site compte les actions et liste les CIO.",
    )
    academie_label = models.CharField(
        "académie, en toutes lettres",
        max_length=80,
        default="Académie de démonstration",
        help_text="Sous le nom du site et au pied des pages, par exemple « Académie de Créteil ».",
    )
    logo = models.ForeignKey(
        Photo,
        verbose_name="logo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="À gauche du nom du site. Vide : le dessin d’origine. Sur fond clair, 112 pixels de haut suffisent.",
    )
    service = models.CharField(
        "service responsable",
        max_length=200,
        default="Service académique d’information et d’orientation, mission de lutte contre le décrochage scolaire",
        help_text="Au pied des pages : qui répond de ce site.",
    )
    contact_email = models.EmailField(
        "adresse de contact", blank=True, help_text="Au pied des pages. Une boîte du service, pas celle d’une personne."
    )
    contact_phone = models.CharField(
        "téléphone",
        max_length=30,
        blank=True,
        help_text="Au pied des pages, par exemple 01 57 02 60 00. Vide : aucun numéro n’est montré.",
    )
    partners = models.TextField("partenaires", blank=True, help_text="Un par ligne, montrés au pied des pages.")
    brand = models.CharField(
        "couleur principale",
        max_length=7,
        default="#0f5c4d",
        validators=[_COLOUR],
        help_text="Liens, boutons et filets. S’écrit #0f5c4d, et doit se lire sur un fond clair.",
    )
    brand_deep = models.CharField(
        "couleur principale foncée",
        max_length=7,
        default="#0a4539",
        validators=[_COLOUR],
        help_text="Fond du haut de l’accueil, sous un texte blanc. Plus foncée que la précédente, écrite de même.",
    )

    panels = [
        MultiFieldPanel(["name", "academie", "academie_label", "logo"], heading="Identité"),
        MultiFieldPanel(["service", "contact_email", "contact_phone", "partners"], heading="Contact"),
        MultiFieldPanel([FieldRowPanel(["brand", "brand_deep"])], heading="Couleurs"),
    ]

    class Meta:
        verbose_name = "réglages du site"

    def clean(self) -> None:
        super().clean()
        check_contrast(self.brand, self.brand_deep)
