"""Playwright on the system's Chromium, against the live server."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

# Playwright keeps an event loop in this thread: without this, Django refuses its database calls.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 812}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(scope="session")
def browser(chromium_path):
    """One Chromium for the session; each test has its own profile."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, headless=True, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, live_server):
    """A function that opens a new page of its own profile: `open_page(viewport=PHONE, javascript=False)`.

    Paths are relative to the live server. An error of a script fails the test.
    """
    contexts, errors = [], []

    def opened(viewport=DESKTOP, javascript=True, **options) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=viewport,
            java_script_enabled=javascript,
            locale="fr-FR",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(30_000)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert not errors, "Erreurs JavaScript :\n" + "\n".join(errors)


@pytest.fixture
def page(open_page) -> Page:
    """A page of 1280 pixels on the live server."""
    return open_page()


@pytest.fixture
def phone(open_page) -> Page:
    """A page of 375 pixels on the live server."""
    return open_page(viewport=PHONE)


@pytest.fixture(scope="session")
def axe():
    """A function that fails with what axe finds against WCAG 2.1 A and AA on a page."""
    engine = Axe()

    def check(page: Page) -> None:
        options = {"runOnly": {"type": "tag", "values": WCAG}}
        results = engine.run(page, options=options)
        assert not results.violations_count, results.generate_report()

    return check
