"""Real documents, and hostile ones, made byte by byte."""

import zipfile
import zlib
from io import BytesIO

from home.demo.files.docx import docx
from home.demo.files.odt import odt
from home.demo.files.parts import parse
from home.demo.files.pdf import pdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def zipped(**members):
    """An archive; « __ » in a name stands for « / », « _ » for « . »."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return output.getvalue()


def word(body, encoding="utf-8", declaration=""):
    declared = declaration or f'<?xml version="1.0" encoding="{encoding}"?>'
    xml = f"{declared}<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped(word__document_xml=xml.encode(encoding))


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def slides(*texts):
    pages = {f"ppt__slides__slide{n}_xml": _slide(text) for n, text in enumerate(texts, start=1)}
    return zipped(**pages)


def _slide(text):
    return f'<?xml version="1.0"?><p:sld xmlns:p="p" {A}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>'


def text_of_demo(text):
    """The same words as PDF, DOCX and ODT."""
    parts = parse(text)
    return {"pdf": pdf("Un titre", parts), "docx": docx("Un titre", parts), "odt": odt("Un titre", parts)}


def raw_pdf(objects, trailer=""):
    """A PDF of these objects, the first its catalogue."""
    output, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        output
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer.encode(), len(output))
    )


def stream(content, entries=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf_of(*contents, count=None, kids=None, trailer=""):
    """A PDF with a page for each content stream; `count` and `kids` may lie."""
    numbers = [4 + 2 * n for n in range(len(contents))]
    listed = kids or " ".join(f"{n} 0 R" for n in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{listed}] /Count {count or len(contents)} >>".encode(),
        FONT,
    ]
    for number, content in zip(numbers, contents, strict=True):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
        objects += [page.encode() + b"/Resources << /Font << /F1 3 0 R >> >> >>", content]
    return raw_pdf(objects, trailer)


def written(text):
    return stream(b"BT /F1 12 Tf 50 700 Td (%s) Tj ET" % text.encode("latin-1"))


def encrypted_pdf():
    """Opens with a password nobody gives."""
    raw_pdf_trailer = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -64 /O <{0}> /U <{0}> >> /ID [<{1}> <{1}>]"
    return pdf_of(written("Secret"), trailer=raw_pdf_trailer.format("ab" * 32, "cd" * 16))


def scanned_pdf():
    """A page that draws a box: no letter."""
    return pdf_of(stream(b"0 0 100 100 re f"))


def deflated(size):
    """A content stream of so many blanks, a thousandth of it in the file."""
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    content = b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()
    return stream(content, b"/Filter /FlateDecode")


def endless_pdf():
    """Each of twelve forms draws the next one twelve times: it would be read for years."""
    depth, first = 12, 6
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        FONT,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /XObject << /X %d 0 R >> >> >>" % first,
        stream(b"/X Do " * 12),
    ]
    for level in range(depth):
        following = b"/XObject << /X %d 0 R >>" % (first + level + 1) if level < depth - 1 else b""
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> %s >>"
        drawn = b"/X Do " * 12 if following else b"BT /F1 12 Tf (mot) Tj ET"
        objects.append(stream(drawn, form % following))
    return raw_pdf(objects)
