"""An editor who decides by the keyboard alone, on the page of the application."""

from .person import Person
from .person import SHOTS
from ndl.registration.reading import engine
from scripts.portal.crowd import FAMILIES
from scripts.portal.crowd import GIVEN

import json
import pytest
import re
import time


pytestmark = pytest.mark.browser

DECISIONS = 10
# Of so many decisions one is to decline.
SHARE = 4
# Seconds until a picture of the demo has been read behind all others.
PATIENCE = 240
LAST = " ".join((FAMILIES[-1][0], GIVEN[-1][0]))
READS = pytest.mark.skipif(bool(engine.problem()), reason="Tesseract is missing")


@pytest.fixture(scope="module", autouse=True)
def _reading(served, chromium):
    """A manager has switched on that pictures are read, well before hints are seen."""
    context = chromium.new_context(locale="en-US")
    manager = Person(context.new_page(), served, "en-1280")
    manager.log_in_as_staff("manager")
    manager.go("@@ndl-registration-controlpanel")
    manager.page.click("a:text-is('Reading of pictures')")
    manager.page.get_by_label("The pictures of applications are read").check()
    with manager.page.expect_event("load"):
        manager.page.click("#form-buttons-save")
    context.close()


class Editor:
    """Presses keys, and counts the pages that are loaded."""

    def __init__(self, person):
        self.person = person
        self.page = person.page
        self.loads = 0
        self.page.on("load", lambda _page: self.count())

    def count(self):
        self.loads += 1

    def keys(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def go_by(self, key):
        with self.page.expect_event("load"):
            self.keys(key)
        self.page.wait_for_selector("#ndl-viewer:not([hidden])")

    @property
    def number(self):
        return self.page.inner_text("h1 .ndl-number")

    def decide(self, turn):
        """Tick the check list, then verify or decline."""
        before = self.number
        if turn % SHARE:
            self.keys("1", "2", "3", "4", "5", "6", "v")
            self.go_by("Enter")
        else:
            self.keys("1", "2", "d", "Space", "t")
            self.page.keyboard.type("裏面の画像もお送りください。")
            self.go_by("Control+Enter")
        assert self.number != before
        assert before in self.person.text


def look_around(editor):
    """Turn and enlarge the pictures, and read the help."""
    person, page = editor.person, editor.page
    person.shoot("application-pictures")
    person.check_access()
    editor.keys("r", "p")
    person.shoot("application-pixels")
    editor.keys("l", "b", "m", "0")
    assert page.get_attribute("[data-view=beside]", "aria-pressed") == "false"
    person.shoot("application-one-picture")
    page.evaluate("scrollTo({top: 90, behavior: 'instant'})")
    editor.keys("?", "Escape")
    assert page.evaluate("scrollY") == 90
    editor.keys("?")
    assert page.locator("#ndl-keys kbd").count() > DECISIONS
    person.shoot("application-keys")
    person.check_access()
    editor.keys("Escape", "d", "Control+Enter")
    assert page.inner_text("#reasons-error")
    person.shoot("application-decline")
    editor.keys("Escape")
    assert not page.locator("#ndl-decline").get_attribute("open")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ja", 390)])
def test_ten_applications_by_keyboard(person, language, width):
    editor = Editor(person(language, width))
    editor.person.log_in_as_staff("editor-a")
    editor.person.go("registration-desk")
    editor.person.shoot("desk-keys")
    editor.go_by("n")
    look_around(editor)
    editor.loads, started = 0, time.monotonic()
    for turn in range(DECISIONS):
        editor.decide(turn)
    seconds = (time.monotonic() - started) / DECISIONS
    measured = {"seconds": round(seconds, 1), "loads": editor.loads / DECISIONS}
    target = SHOTS / f"decisions-{language}-{width}.json"
    target.write_text(json.dumps(measured))
    assert editor.loads == DECISIONS
    editor.person.shoot("application-after-ten")


@pytest.mark.parametrize("key", ["q", "o"])
def test_words_are_typed_at_once(person, key):
    editor = Editor(person("en", 1280))
    editor.person.log_in_as_staff("editor-b")
    editor.person.go("registration-desk")
    editor.go_by("n")
    with editor.page.expect_event("load"):
        editor.keys(key)
    editor.page.keyboard.type("The back?")
    assert editor.page.input_value("#content textarea") == "The back?"


def open_read_application(person):
    """The last application that was added to the demo, once its pictures were read."""
    person.log_in_as_staff("editor-b")
    person.go("registration-desk")
    with person.page.expect_event("load"):
        person.page.click(f"tr:has-text('{LAST}') a.ndl-number")
    end = time.monotonic() + PATIENCE
    while not person.page.locator("[data-boxes]").count():
        assert time.monotonic() < end, person.text
        time.sleep(2)
        person.page.reload()


def test_folder_contents_name_applications_and_show_times_of_the_site(person):
    editor = person("en", 1280, timezone_id="America/New_York")
    editor.log_in_as_staff("editor-a")
    editor.go("registration-desk/folder_contents")
    row = editor.page.locator(".pat-structure tbody tr").first
    row.wait_for()
    shown = row.inner_text()
    title, number = re.search("(First application) ([-A-Z0-9]+)", shown).groups()
    editor.shoot("desk-contents")
    editor.go(f"registration-desk/{number}")
    assert f"{title} {number}" in editor.page.inner_text("#portal-breadcrumbs")
    last = editor.page.locator("h2:has-text('History') + ul li span").first
    # The day and the hour.
    assert last.inner_text().partition(":")[0] in shown


@pytest.mark.parametrize("language", ["en", "ja"])
def test_folder_contents_fit_a_telephone(person, language):
    editor = person(language, 390)
    editor.log_in_as_staff("editor-a")
    editor.go("registration-desk/folder_contents")
    editor.page.locator(".pat-structure tbody tr").first.wait_for()
    editor.page.locator(".pat-structure aside").scroll_into_view_if_needed()
    editor.shoot("desk-contents")


@READS
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ja", 390)])
def test_hints_are_framed_in_the_pictures(person, language, width):
    editor = person(language, width)
    page = editor.page
    open_read_application(editor)
    page.wait_for_selector("#ndl-viewer:not([hidden])")
    assert not page.locator(".ndl-found").count()
    found = page.locator("[data-outcome=found] [data-boxes]")
    assert found.count()
    for number in range(found.count()):
        button = found.nth(number)
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".ndl-found")
        frame = page.locator(".ndl-found").first.bounding_box()
        stage = page.locator(".ndl-viewer-stage").bounding_box()
        assert stage["x"] <= frame["x"] <= stage["x"] + stage["width"]
        assert stage["y"] <= frame["y"] <= stage["y"] + stage["height"]
        hint = button.locator("xpath=ancestor::li")
        told = page.locator("[data-shown]").text_content()
        assert told == ": ".join(hint.locator("[data-told]").all_inner_texts())
    editor.shoot("application-hints")
    editor.check_access()
    page.keyboard.press("r")
    assert not page.locator(".ndl-found").count()


@READS
def test_hints_stand_in_words_without_script(person):
    editor = person("en", 390, java_script_enabled=False)
    open_read_application(editor)
    hints = editor.page.locator("#ndl-hints")
    assert "image 1, at the" in hints.inner_text()
    assert not hints.locator("button:visible").count()
    editor.shoot("application-hints-without-script")
