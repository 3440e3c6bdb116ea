"""What the first visit of a page moves over the wire, everything included."""

from .official import open_document
from .person import DEMO_PASSWORD

import pytest


pytestmark = pytest.mark.browser

PATRON = 150_000
EDITOR = 400_000
OPEN = (
    "",
    "login",
    "logout",
    "register",
    "register-sent",
    "terms",
    "forgot-password",
    "forgot-email",
    "resend-user-id",
    "reset-password-done",
    "user-registration",
)
OWN = (
    "my-account",
    "my-logins",
    "notices",
    "library-services",
    "search-materials",
    "my-consents",
    "my-list",
    "my-requests",
    "request-service/remote-photoduplication",
    "change-password",
    "apply-official/class",
)
DESK = ("registration-desk", "@@registration-health")


class Scales:
    """Weighs what a page loads, as if its visitor had never been here."""

    def __init__(self, page):
        self.page = page
        self.bytes = 0
        self.files = []
        self.wire = page.context.new_cdp_session(page)
        self.wire.send("Network.enable")
        self.wire.on("Network.loadingFinished", self.add)
        self.wire.on("Network.responseReceived", self.note)

    def add(self, event):
        self.bytes += event["encodedDataLength"]

    def note(self, event):
        self.files.append(event["response"]["url"])

    def weigh(self, url):
        self.wire.send("Network.clearBrowserCache")
        self.bytes, self.files = 0, []
        self.page.goto(url)
        self.page.wait_for_load_state("networkidle")
        return self.bytes


def too_heavy(person, paths, limit):
    scales = Scales(person.page)
    weights = {}
    for path in paths:
        weights[path] = scales.weigh(f"{person.portal.url}/{path}")
        assert scales.files, path
    print(weights)
    return {path: weight for path, weight in weights.items() if weight > limit}


def test_open_pages(person):
    assert too_heavy(person(width=390), OPEN, PATRON) == {}


def test_pages_of_a_patron(person):
    patron = person("ja", 390)
    patron.log_in("E000000117", "hanako@example.org", DEMO_PASSWORD)
    assert too_heavy(patron, OWN, PATRON) == {}


def test_form_of_a_registration(person):
    visitor = person(width=390)
    open_document(visitor)
    scales = Scales(visitor.page)
    visitor.page.reload()
    scales.wire.send("Network.clearBrowserCache")
    visitor.page.reload()
    visitor.page.wait_for_load_state("networkidle")
    assert 0 < scales.bytes <= 2 * PATRON


def test_pages_of_the_desk(person):
    editor = person()
    editor.log_in_as_staff("editor-a")
    assert too_heavy(editor, DESK[:1], EDITOR) == {}


def test_second_visit_moves_the_page_alone(person):
    visitor = person(width=390)
    visitor.go("register")
    scales = Scales(visitor.page)
    visitor.page.goto(f"{visitor.portal.url}/register")
    visitor.page.wait_for_load_state("networkidle")
    again = [url for url in scales.files if "ndl-patron.css" in url]
    assert scales.bytes < 30_000, scales.files
    assert len(again) <= 1
