"""The Nu HTML checker, as a service that all workers share."""

import json
import os
import urllib.request

import pytest

from tests.services import absent


def html_errors(checker_url: str, html: str) -> list[str]:
    """What is wrong in a whole page: one line per error, with its place; warnings are left out."""
    request = urllib.request.Request(
        f"{checker_url}?out=json&level=error",
        data=html.encode(),
        headers={"Content-Type": "text/html; charset=utf-8"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        messages = json.load(response)["messages"]
    return [
        f"ligne {message.get('lastLine', '?')} : {message['message']} {message.get('extract', '').strip()!r}"
        for message in messages
        if message["type"] != "info"
    ]


@pytest.fixture(scope="session")
def assert_valid_html():
    """A function that fails with the list of errors of an HTML page (text or bytes)."""
    url = os.environ.get("HTML_CHECKER_URL", "")
    if not url:
        absent("Vérificateur HTML", "make services")

    def check(html: str | bytes) -> None:
        found = html_errors(url, html.decode() if isinstance(html, bytes) else html)
        assert not found, "HTML invalide :\n" + "\n".join(found)

    return check
