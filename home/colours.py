"""Contrast of the académie's colours, after WCAG 2.1 (RGAA 3.2): a bad pair is refused."""

from django.core.exceptions import ValidationError

WHITE = "#ffffff"
PAPER = "#fbfaf6"
MINIMUM = 4.5


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of `#rrggbb`."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def check_contrast(brand: str, brand_deep: str) -> None:
    """Raise ValidationError unless both can carry white text and be read on the paper."""
    errors = {}
    for field, colour in (("brand", brand), ("brand_deep", brand_deep)):
        ratio = min(contrast(colour, WHITE), contrast(colour, PAPER))
        if ratio < MINIMUM:
            shown = f"{ratio:.1f}".replace(".", ",")
            errors[field] = (
                f"Contraste de {shown} pour 1 avec le fond clair : il en faut 4,5. Choisir une couleur plus foncée."
            )
    if errors:
        raise ValidationError(errors)
