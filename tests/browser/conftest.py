from .person import Person
from .person import SHOTS
from .portal import running
from playwright.sync_api import expect
from playwright.sync_api import sync_playwright

import pytest


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Fewer processes: each takes a quarter of a second to start.
    "--in-process-gpu",
    "--renderer-process-limit=1",
]
HEADLESS, WHOLE = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"
# Milliseconds until a page counts as hung; long, for busy machines.
PATIENCE = 120_000
LOCALES = {"en": "en-US", "ja": "ja-JP"}


@pytest.fixture(scope="session")
def served(tmp_path_factory, demo_sites):
    """The running portal with its demo data."""
    with running(tmp_path_factory.mktemp("portal"), demo_sites) as portal:
        yield portal


@pytest.fixture(scope="session")
def chromium():
    """Headless Chromium, which needs a third less processor time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=HEADLESS, args=FLAGS)
        expect.set_options(timeout=PATIENCE / 4)
        yield browser
        browser.close()


@pytest.fixture
def person(served, chromium):
    """Makes persons, each with a browser profile of their own.

    Fails if a browser reported a violation of the content security policy.
    """
    contexts, complaints = [], []
    SHOTS.mkdir(parents=True, exist_ok=True)

    def listen(message):
        if "Content Security Policy" in message.text:
            complaints.append(f"{message.location['url']}: {message.text}")

    def make(language="en", width=1280, **options):
        context = chromium.new_context(
            locale=LOCALES[language],
            viewport={"width": width, "height": 900},
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", listen)
        return Person(page, served, f"{language}-{width}")

    make.complaints = complaints
    yield make
    for context in contexts:
        context.close()
    assert complaints == []
