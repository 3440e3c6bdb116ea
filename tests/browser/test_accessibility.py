from .official import open_form
from .official import picture
from .person import DEMO_PASSWORD
from axe_playwright_python.sync_playwright import Axe

import pytest


pytestmark = pytest.mark.browser

GRAVE = {"serious", "critical"}
LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])
PANELS = (
    "@@registration-health",
    "@@ndl-registration-controlpanel",
    "@@ndl-registration-guidance",
    "@@ndl-registration-terms",
    "@@ndl-registration-call",
)
DESK = ("registration-desk", "registration-desk/desk-figures")
LOOKS = "registration-desk/desk-looks"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Inspector:
    """Looks at one page after the other, and remembers what is wrong."""

    def __init__(self, person):
        self.person = person
        self.found = []
        self.axe = Axe()

    def look(self):
        page = self.person.page
        is_own = page.locator("link[href$='ndl-patron.css']").count()
        # The editor of rich text is Plone's, and comes when it is ready.
        where = {"include": [["html"]], "exclude": [[".tox"]]}
        for violation in self.axe.run(page, where).response["violations"]:
            # Patrons' pages have no fault at all; in Plone's frame stand its own.
            if is_own or violation["impact"] in GRAVE:
                nodes = [node["html"][:200] for node in violation["nodes"]]
                self.found.append((self.person.page.url, violation["id"], nodes))

    def go(self, *paths):
        for path in paths:
            self.person.go(path)
            self.look()


@pytest.fixture
def inspect(person):
    inspectors = []

    def make(language, width=390):
        inspectors.append(Inspector(person(language, width)))
        return inspectors[-1]

    yield make
    for inspector in inspectors:
        assert inspector.found == []


@LANGUAGES
def test_pages_of_a_stranger(inspect, language):
    inspector = inspect(language)
    inspector.go("", "login", "logout", "register", "register-sent", "terms")
    inspector.go("search-materials", "search-materials?any=natsume")
    inspector.go("library-services", "service-terms?service=digitized-contents")
    inspector.go("forgot-password", "forgot-email", "reset-password-done")
    inspector.go("resend-user-id", "register-user?token=x")
    person = inspector.person
    person.go("register")
    person.press("form.buttons.send")
    inspector.look()


@LANGUAGES
def test_the_four_forms(inspect, language):
    inspector = inspect(language)
    person = inspector.person
    open_form(person, "simple", "overseas")
    inspector.look()
    person.fill_in_overseas_name()
    person.go_on()
    inspector.look()
    open_form(person, "official")
    inspector.look()
    person.go_on()
    inspector.look()
    person.fill_in_name()
    person.go_on()
    inspector.look()
    person.fill_in_address()
    person.go_on()
    person.fill_in_document(picture("Screenshot.png", "PNG"))
    inspector.look()
    person.go_on()
    person.go_on()
    inspector.look()
    person.fill_in_password()
    person.go_on()
    inspector.look()
    person.press("confirm")
    inspector.look()
    assert person.page.inner_text("#user-id")


@LANGUAGES
def test_ways_to_the_second_factor(inspect, language):
    inspector = inspect(language)
    person = inspector.person
    person.enter_password("E000000319", DEMO_PASSWORD)
    assert "login-address" in person.page.url
    inspector.look()
    person.enter_password("E000000210", DEMO_PASSWORD)
    inspector.look()
    inspector.go("login-alternatives")


@LANGUAGES
def test_a_new_password(inspect, language):
    inspector = inspect(language)
    person = inspector.person
    address = "ken@example.org"
    seen = len(person.portal.mails(address))
    person.go("forgot-password")
    person.fill(user_id="E000000515", email=address)
    person.press("form.buttons.send")
    inspector.look()
    person.page.goto(person.portal.link(address, seen))
    inspector.look()


@LANGUAGES
def test_pages_of_a_patron(inspect, language):
    inspector = inspect(language)
    person = inspector.person
    person.log_in("E000000117", "hanako@example.org", DEMO_PASSWORD)
    inspector.go("my-account", "my-logins", "notices", "accept-terms")
    inspector.go("withdraw-application")
    inspector.go("change-password", "library-services", "my-consents")
    inspector.go("my-list", "my-list-isbns", "search-materials?any=natsume")
    inspector.go("service-terms?service=digitized-contents")
    inspector.go("my-requests", "request-service", "request-service/closed-stacks")
    inspector.go("request-service/reservation")
    person.shoot("change-password")
    person.go("apply-official")
    inspector.look()
    for _step in ("class", "name", "address"):
        person.go_on()
    person.fill_in_document(picture("passport.jpg"))
    person.go_on()
    assert "hanako@example.org" in person.text
    inspector.look()


def test_pages_of_editors(inspect):
    inspector = inspect("en", 1280)
    person = inspector.person
    person.log_in_as_staff("editor-a")
    inspector.go("staff-two-factor", *DESK)
    person.page.set_viewport_size({"width": 390, "height": 844})
    for path in DESK:
        inspector.go(path)
        assert not person.page.evaluate(TOO_WIDE), path
        # A plot that cannot be drawn has no width of its own.
        plots = "[...document.querySelectorAll('.ndl-plot')].map(p => p.naturalWidth)"
        assert all(person.page.evaluate(plots)), path
    person.page.set_viewport_size({"width": 1280, "height": 900})
    person.page.goto(f"{person.portal.url}/registration-desk")
    person.page.click("#content a.ndl-number >> nth=0")
    person.page.wait_for_load_state()
    application = person.page.url
    inspector.look()
    for step in ("decide?step=verify", "decline", "ask", "own-note"):
        person.page.goto(f"{application}/{step}")
        inspector.look()


def test_pages_of_the_manager(inspect):
    inspector = inspect("ja", 1280)
    inspector.person.log_in_as_staff("manager")
    inspector.go(*PANELS)
    person = inspector.person
    for width in (1280, 390):
        person.page.set_viewport_size({"width": width, "height": 900})
        inspector.go(LOOKS)
        person.shoot(f"desk-looks-{width}")
        assert not person.page.evaluate(TOO_WIDE), width
