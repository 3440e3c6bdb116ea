"""Patrons correct an application, read notices, agree to terms, change the password."""

from .person import PASSWORD
from .person import photo
from .test_journey import apply_for_official
from .test_journey import decide
from .test_journey import newest_application
from .test_journey import NOTICE
from .test_journey import register_as_simple

import pytest


pytestmark = pytest.mark.browser
JOURNEYS = pytest.mark.parametrize(
    ("language", "width", "has_script"), [("en", 1280, True), ("ja", 390, False)]
)
CONTENTS = "digitized-contents"
NEXT = "Nagatacho-4711-q"
WRONG = "Machigai-4711"
AGREED = {"en": "You have agreed", "ja": "同意しました"}
CHANGED = {"en": "Your password has been changed", "ja": "パスワードを変更しました"}


class Reader:
    """A patron with an application, in a browser with or without scripts."""

    def __init__(self, person, name, language, width, has_script):
        self.address = f"{name}-{language}@example.org"
        first = person(language, width)
        self.user_id = register_as_simple(first, language, self.address)
        first.log_in(self.user_id, self.address)
        self.editor = person("en", 1280)
        self.editor.log_in_as_staff("editor-b")
        self.known = newest_application(self.editor)
        apply_for_official(first, self.address)
        self.patron = person(language, width, java_script_enabled=has_script)
        self.has_script = has_script

    def decide(self, *what):
        (application,) = newest_application(self.editor) - self.known
        self.editor.page.goto(application)
        decide(self.editor, *what)

    def look(self, name):
        self.patron.shoot(name)
        if self.has_script:
            self.patron.check_access()


@JOURNEYS
def test_a_declined_application_is_corrected(person, language, width, has_script):
    reader = Reader(person, "suzuran", language, width, has_script)
    reader.decide("decline", ["address", "first-image"])
    patron, page = reader.patron, reader.patron.page
    patron.log_in(reader.user_id, reader.address)
    reader.look("my-account-told")
    page.click(f"text={NOTICE[language]}")
    page.wait_for_load_state()
    reader.look("notices-declined")
    page.click("article.card a.btn-primary")
    page.wait_for_load_state()

    assert page.url.endswith("/apply-official/address")
    assert page.locator("#ndl-wrong li").count() == 1
    assert page.locator("#form-widgets-street.ndl-marked").is_visible()
    reader.look("correct-address")
    patron.fill(street="永田町1-10-2")
    patron.go_on()
    assert page.locator("#picture_1.ndl-marked").count()
    assert not page.locator("#picture_2.ndl-marked").count()
    reader.look("correct-document")
    page.set_input_files("#picture_1", [photo("better")])
    patron.go_on()
    assert "永田町1-10-2" in patron.text
    reader.look("correct-confirm")
    patron.press("confirm")
    assert not page.locator("#ndl-declined").count()
    reader.look("my-account-corrected")


@JOURNEYS
def test_terms_and_password(person, language, width, has_script):
    reader = Reader(person, "nadeshiko", language, width, has_script)
    reader.decide("verify")
    patron, page = reader.patron, reader.patron.page
    patron.log_in(reader.user_id, reader.address)

    patron.go("notices")
    reader.look("notices-verified")
    page.click("#content form button[type=submit]:not([name])")
    page.wait_for_load_state()
    assert NOTICE[language] not in page.inner_text("body")

    patron.go("library-services")
    page.click(f"[data-service='{CONTENTS}'] a[href*='service-terms']")
    page.wait_for_load_state()
    reader.look("service-terms")
    page.check("#accept")
    page.click("#content button.btn-primary")
    page.wait_for_load_state()
    assert AGREED[language] in page.inner_text("body")
    reader.look("service-terms-agreed")
    patron.go("my-consents")
    reader.look("my-consents")
    patron.press("withdraw")
    assert not page.locator("button[name=withdraw]").count()
    reader.look("my-consents-withdrawn")

    patron.go("change-password")
    reader.look("change-password")
    for present, new in ((WRONG, NEXT), (PASSWORD, NEXT)):
        patron.fill(current_password=present, new_password=new, new_password_ctl=new)
        patron.press("form.buttons.reset_passwd")
        reader.look("change-password-sent")
    assert page.url.endswith("/my-account")
    assert CHANGED[language] in page.inner_text("body")
    reader.look("my-account-password")
