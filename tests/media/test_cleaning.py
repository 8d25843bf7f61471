"""What a picture keeps and loses when it is stored: read on the stored bytes."""

import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageCms, PngImagePlugin

from media import cleaning
from media.cleaning import clean_picture

from .factories import SECRETS, drawing, picture_bytes, telling_exif

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Camille Martin 48.8566</x:xmpmeta>"


def cleaned(content):
    return clean_picture(ContentFile(content)).read()


def opened(content):
    return Image.open(BytesIO(content))


def telling_png():
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Author", "Camille Martin")
    chunks.add_itxt("Serial", "SN-0123456789", zip=False)
    return picture_bytes("PNG", pnginfo=chunks, exif=telling_exif())


def telling_mpo():
    second = drawing()
    return picture_bytes("MPO", save_all=True, append_images=[second], exif=telling_exif())


TELLING = {
    "jpeg": lambda: picture_bytes("JPEG", exif=telling_exif(), xmp=XMP, comment=b"Camille Martin"),
    "mpo": telling_mpo,
    "png": telling_png,
    "webp": lambda: picture_bytes("WEBP", exif=telling_exif(), xmp=XMP),
    "avif": lambda: picture_bytes("AVIF", exif=telling_exif(), xmp=XMP),
    "heic": lambda: picture_bytes("HEIF", exif=telling_exif(), xmp=XMP),
}


@pytest.mark.parametrize("kind", TELLING)
def test_no_picture_keeps_who_made_it_with_what_and_where(kind):
    content = TELLING[kind]()
    assert any(secret in content for secret in SECRETS)
    stored = cleaned(content)
    assert not [secret for secret in SECRETS if secret in stored]
    assert not opened(stored).getexif()


def test_a_preview_hidden_in_the_metadata_goes_too():
    exif = telling_exif()
    thumbnail = picture_bytes("JPEG", drawing((32, 24)), comment=b"Camille Martin")
    content = picture_bytes("JPEG", exif=exif.tobytes() + thumbnail)
    stored = cleaned(content)
    assert b"Camille Martin" in content
    assert b"Camille Martin" not in stored
    assert stored.count(b"\xff\xd8\xff") == 1


def test_only_the_main_picture_of_a_burst_is_kept():
    stored = opened(cleaned(telling_mpo()))
    assert stored.format == "JPEG"
    assert getattr(stored, "n_frames", 1) == 1


def test_a_heic_of_a_phone_becomes_a_jpeg():
    result = clean_picture(ContentFile(picture_bytes("HEIF")))
    assert result.name.endswith(".jpg")
    assert opened(result.read()).format == "JPEG"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_a_picture_held_in_any_way_stands_upright(format_, orientation):
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = drawing() if orientation == 1 else drawing().transpose(undo[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = opened(cleaned(picture_bytes(format_, held, exif=exif))).convert("RGB")
    assert stored.size == (64, 48)
    red, blue = stored.getpixel((8, 8)), stored.getpixel((56, 40))
    assert red[0] > 150 > red[2]
    assert blue[2] > 150 > blue[0]


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_colour_profile_is_kept(format_):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    stored = opened(cleaned(picture_bytes(format_, icc_profile=profile)))
    assert stored.info["icc_profile"] == profile


def test_a_printers_picture_is_shown_in_its_colours():
    stored = opened(cleaned(picture_bytes("JPEG", drawing(mode="CMYK"))))
    assert stored.mode == "RGB"
    assert stored.getpixel((60, 4))[:3] > (240, 240, 240)


def test_sixteen_bits_keep_their_greys():
    picture = Image.new("I;16", (16, 16), 32768)
    stored = opened(cleaned(picture_bytes("PNG", picture)))
    assert stored.mode == "L"
    assert stored.getpixel((3, 3)) in (127, 128, 129)


@pytest.mark.parametrize("mode", ["P", "L", "LA", "RGBA", "1"])
def test_drawings_keep_their_transparency_and_their_greys(mode):
    picture = drawing(mode="RGBA" if mode == "RGBA" else "RGB").convert(mode)
    options = {"transparency": 0} if mode in ("P", "L") else {}
    stored = opened(cleaned(picture_bytes("PNG", picture, **options)))
    expected = opened(picture_bytes("PNG", picture, **options)).convert("RGBA")
    assert stored.convert("RGBA").tobytes() == expected.tobytes()


def test_what_is_hidden_behind_a_picture_is_dropped():
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("page.html", "<script>Camille Martin</script>")
    stored = cleaned(picture_bytes() + b"<script>alert(1)</script>" + archive.getvalue())
    assert b"script" not in stored
    assert not zipfile.is_zipfile(BytesIO(stored))


def animated(format_):
    return picture_bytes(format_, save_all=True, append_images=[drawing().rotate(90)], duration=100)


def huge_png():
    """A header that announces 90,000 × 90,000 pixels, and nothing behind it."""
    content = bytearray(picture_bytes("PNG"))
    content[16:24] = (90_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


REFUSED = {
    "animated GIF": (lambda: animated("GIF"), "Le format GIF n’est pas accepté"),
    "animated WebP": (lambda: animated("WEBP"), "animées"),
    "animated PNG": (lambda: animated("PNG"), "animées"),
    "TIFF": (lambda: picture_bytes("TIFF"), "Le format TIFF n’est pas accepté"),
    "truncated JPEG": (lambda: picture_bytes("JPEG", drawing((640, 480)))[:3000], "incomplet"),
    "truncated PNG": (lambda: picture_bytes("PNG", drawing((640, 480)))[:300], "incomplet"),
    "truncated WebP": (lambda: picture_bytes("WEBP", drawing((640, 480)))[:200], "incomplet"),
    "truncated AVIF": (lambda: picture_bytes("AVIF", drawing((640, 480)))[:400], "incomplet"),
    "truncated HEIC": (lambda: picture_bytes("HEIF", drawing((640, 480)))[:400], "incomplet"),
    "nothing": (lambda: b"", "pas une image"),
    "a page": (lambda: b"<html><script>alert(1)</script>", "pas une image"),
    "an SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "pas une image"),
    "a bomb": (huge_png, "trop grande"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_one_still_picture_is_refused_with_a_reason(kind):
    content, reason = REFUSED[kind]
    with pytest.raises(ValidationError, match=reason):
        cleaned(content())


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(cleaning, "MAX_PIXELS", 64 * 48 - 1)
    with pytest.raises(ValidationError, match="trop grande"):
        cleaned(picture_bytes())
