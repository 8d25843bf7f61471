"""Runs the reader on a file and says what came of it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .reader import UNREADABLE

SECONDS = 40
READABLE = frozenset({"pdf", "docx", "odt", "pptx"})
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Reading:
    """The text of a document, or a French note on why there is none."""

    text: str = ""
    note: str = ""


def read(path: Path, kind: str) -> Reading:
    """Text of the file (`kind` is its suffix without dot); never raises for what the file holds."""
    if kind not in READABLE:
        return Reading(note="Ce format n’est pas lu par la recherche.")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "media.extraction.reader", str(path), kind],
            cwd=_ROOT,
            env={"PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Reading(note="La lecture a été interrompue : le document est trop long à lire.")
    if done.returncode == UNREADABLE:
        return Reading(note="Le document est illisible, protégé ou abîmé.")
    if done.returncode:
        return Reading(note="La lecture a été interrompue : le document demande trop de ressources.")
    text = done.stdout.decode("utf-8", errors="replace").replace("\x00", " ").strip()
    return Reading(text, "" if text else "Le document ne contient pas de texte (image numérisée ?).")
