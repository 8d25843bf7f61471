"""Uploaded pictures are re-encoded before they reach a disk: no EXIF, GPS, XMP, comment or thumbnail.

Minors are on the pictures; a phone writes where and when (design §6).
"""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import File
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

register_heif_opener()

# Format read → format written, its suffix, and how. HEIC (phones send it) becomes JPEG.
_SAVED_AS = {
    "JPEG": ("JPEG", ".jpg", {"quality": 90}),
    "MPO": ("JPEG", ".jpg", {"quality": 90}),
    "HEIF": ("JPEG", ".jpg", {"quality": 90}),
    "PNG": ("PNG", ".png", {"optimize": False}),
    "WEBP": ("WEBP", ".webp", {"quality": 90}),
    "AVIF": ("AVIF", ".avif", {"quality": 80}),
}
_MODES = {"JPEG": ("RGB", "L")}


def clean_picture(content: File) -> ContentFile:
    """The same picture, upright, without metadata, its colour profile kept; `.name` is only a suffix.

    Raises ValidationError with a French sentence for what is not one still picture.
    """
    try:
        content.seek(0)
        with Image.open(content) as picture:
            return _reencode(picture)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError("Ce fichier n’est pas une image lisible.") from error


def _reencode(picture: Image.Image) -> ContentFile:
    if picture.format not in _SAVED_AS:
        raise ValidationError(f"Le format {picture.format} n’est pas accepté : JPEG, PNG, WebP, AVIF ou HEIC.")
    if getattr(picture, "n_frames", 1) > 1 and picture.format not in ("MPO", "HEIF"):
        raise ValidationError("Les images animées ne sont pas acceptées.")
    format_, suffix, options = _SAVED_AS[picture.format]
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in _MODES.get(format_, (upright.mode,)):
        upright, profile = upright.convert("RGB"), None
    upright.info.clear()  # Pillow writes back text chunks and comments it finds here
    output = BytesIO()
    upright.save(output, format_, exif=b"", icc_profile=profile, **options)
    cleaned = ContentFile(output.getvalue())
    cleaned.name = f"picture{suffix}"
    return cleaned
