"""Uploaded pictures are re-encoded before they are stored: no EXIF, GPS, XMP, comment or thumbnail.

Minors are on the pictures; a phone writes where and when (design §6).
"""

import logging
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener

register_heif_opener()
logger = logging.getLogger(__name__)

# More would take over 300 MB to decode; a phone's best mode gives 50.
MAX_PIXELS = 80_000_000

# Format read → format written, its suffix, and how. HEIC (phones send it) becomes JPEG.
_SAVED_AS = {
    "JPEG": ("JPEG", ".jpg", {"quality": 90}),
    "MPO": ("JPEG", ".jpg", {"quality": 90}),
    "HEIF": ("JPEG", ".jpg", {"quality": 90}),
    "PNG": ("PNG", ".png", {}),
    "WEBP": ("WEBP", ".webp", {"quality": 90}),
    "AVIF": ("AVIF", ".avif", {"quality": 80}),
}
_MODES = {
    "JPEG": ("RGB", "L"),
    "PNG": ("RGB", "RGBA", "L", "LA", "P", "1"),
    "WEBP": ("RGB", "RGBA"),
    "AVIF": ("RGB", "RGBA"),
}
# Their further pictures are a burst, a depth map or a thumbnail: the main one is kept.
_MAY_HOLD_SEVERAL = ("MPO", "HEIF")


def clean_picture(content: File) -> ContentFile:
    """The same picture, upright, without metadata, its colour profile kept; `.name` is only a suffix.

    Raises ValidationError with a French sentence for what is not one still picture.
    """
    try:
        content.seek(0)
        with Image.open(content) as picture:
            _refuse_unwanted(picture)
            return _reencode(picture)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except Exception as error:  # decoders meet hostile bytes: whatever they raise means « unreadable »
        logger.info("Image refusée", exc_info=True)
        raise ValidationError(
            "Ce fichier n’est pas une image lisible : il est peut-être incomplet ou abîmé."
        ) from error


def _too_large() -> ValidationError:
    return ValidationError(f"Cette image est trop grande : {MAX_PIXELS // 1_000_000} millions de pixels au plus.")


def _refuse_unwanted(picture: Image.Image) -> None:
    """From the header alone, before anything is decoded."""
    if picture.format not in _SAVED_AS:
        raise ValidationError(
            f"Le format {picture.format} n’est pas accepté : envoyer une image JPEG, PNG, WebP, AVIF ou HEIC."
        )
    if getattr(picture, "n_frames", 1) > 1 and picture.format not in _MAY_HOLD_SEVERAL:
        raise ValidationError("Les images animées ne sont pas acceptées.")
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_large()


def _reencode(picture: Image.Image) -> ContentFile:
    format_, suffix, options = _SAVED_AS[str(picture.format)]
    picture.load()
    profile = picture.info.get("icc_profile")
    upright, profile = _in_mode_of(format_, ImageOps.exif_transpose(picture), profile)
    upright.info.clear()  # Pillow writes back text chunks and comments it finds here
    output = BytesIO()
    upright.save(output, format_, exif=b"", icc_profile=profile, **options)
    return ContentFile(output.getvalue(), name=f"picture{suffix}")


def _in_mode_of(format_: str, picture: Image.Image, profile: bytes | None) -> tuple[Image.Image, bytes | None]:
    """The picture in a mode the format can hold, and the colour profile that goes with it."""
    if picture.mode.startswith("I") or picture.mode == "F":
        # Sixteen bits a channel: converting clips, so the scale is brought down first.
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode == "CMYK":
        return _from_cmyk(picture, profile), None
    if "transparency" in picture.info and format_ != "JPEG":
        picture = picture.convert("RGBA")
    if picture.mode in _MODES[format_]:
        return picture, profile
    has_alpha = picture.mode in ("LA", "PA", "RGBa", "La")
    return picture.convert("RGBA" if has_alpha and format_ != "JPEG" else "RGB"), profile


def _from_cmyk(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, through the printer's profile when there is a usable one."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:
            logger.info("Profil CMJN inutilisable", exc_info=True)
        else:
            if converted is not None:
                return converted
    return picture.convert("RGB")
