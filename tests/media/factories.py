"""Pictures, photos, documents and the pages that show them."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from media.models import Document, Photo
from media.rights import Basis, Persons

# Searched for byte by byte in everything that is stored.
SECRETS = (b"Appareil-4711", b"SN-0123456789", b"Camille Martin", b"48.8566")


def drawing(size=(64, 48), mode="RGB"):
    """Two halves that tell left from right and top from bottom."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0] // 2, size[1] // 2), fill=(200, 30, 30))
    draw.rectangle((size[0] // 2, size[1] // 2, *size), fill=(30, 30, 200))
    return picture.convert(mode)


def picture_bytes(format_="JPEG", picture=None, **options):
    output = BytesIO()
    (picture or drawing()).save(output, format_, **options)
    return output.getvalue()


def telling_exif(orientation=1):
    """EXIF as a phone writes it: maker, serial number, owner, place."""
    exif = Image.Exif()
    exif[0x010F] = "Appareil-4711"
    exif[0x0112] = orientation
    exif.get_ifd(0x8769).update({0xA430: "Camille Martin", 0xA431: "SN-0123456789"})
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 24.0), 0x1D: "48.8566"})
    return exif


def upload(content=None, name="photo.jpg"):
    return SimpleUploadedFile(name, picture_bytes() if content is None else content)


def photo(title="Atelier", content=None, name="atelier.jpg", **fields):
    """A photo nobody is recognisable on: it may be shown."""
    fields = {"persons": Persons.NONE, "description": "Des tables en cercle", **fields}
    file = ContentFile(picture_bytes() if content is None else content, name=name)
    return Photo.objects.create(title=title, file=file, **fields)


def photo_of_minors(**fields):
    """A photo of pupils, with everything that allows showing it."""
    rights = {
        "persons": Persons.MINORS,
        "basis": Basis.ATTESTATION,
        "attested_by": "Mme Durand, principale",
        "covers_site": True,
        "valid_until": "2199-12-31",
    }
    return photo(**{**rights, **fields})


def document(title="Communiqué type", content=b"%PDF-1.7 texte", name="Communiqué été.pdf", **fields):
    return Document.objects.create(title=title, file=ContentFile(content, name=name), **fields)
