"""Office documents are zip archives: what never changes is in `squelettes/`, a folder a format.

The same content always gives the same bytes.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

_SKELETONS = Path(__file__).parent / "squelettes"
# Readers recognise a format by its first member, which OpenDocument wants uncompressed.
_FIRST = ("mimetype", "[Content_Types].xml")
_DATE = (2026, 9, 21, 9, 0, 0)


def packed(skeleton: str, filling: Mapping[str, str] | None = None) -> bytes:
    """The archive of a skeleton, `$title` and `$body` in its members replaced by the filling (XML)."""
    root = _SKELETONS / skeleton
    names = sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name in sorted(names, key=lambda name: name not in _FIRST):
            content = Template((root / name).read_text(encoding="utf-8")).safe_substitute(filling or {})
            compression = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, compression)
    return output.getvalue()


def element(name: str, content: str) -> str:
    """`<name>content</name>`; the content is XML already."""
    return f"<{name}>{content}</{name}>"


def text(value: str) -> str:
    """Words as they go into XML."""
    return escape(value)
