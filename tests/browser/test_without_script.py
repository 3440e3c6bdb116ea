from .official import open_form
from .official import picture
from .person import PASSWORD

import pytest


pytestmark = pytest.mark.browser

NAME = {
    "family_name": "国立",
    "given_name": "花子",
    "family_kana": "こくりつ",
    "given_kana": "ハナコ",
    "birth_date": "1990-04-01",
}
ADDRESS = {"postal_code": "100-0014", "phone": "03-3581-2331"}
PASSWORDS = {"password": PASSWORD, "password_again": PASSWORD}
NEXT = ".btn-primary[name='form.buttons.next']"
FOCUSED = "document.activeElement.matches(%r)"


def test_official_registration_without_script(person):
    applicant = person("ja", 390, java_script_enabled=False)
    address = open_form(applicant)
    page = applicant.page
    assert not page.locator("canvas:visible, .ndl-tools:visible").count()
    applicant.fill(**NAME)
    applicant.go_on()
    applicant.fill(**ADDRESS)
    applicant.press("form.buttons.search")
    street = page.input_value("#form-widgets-street")
    assert street.startswith("永田町")
    applicant.fill(street=f"{street}1-10-1")
    applicant.go_on()
    assert page.locator("#problems").is_visible()
    assert page.locator("#form-widgets-building-error").is_visible()
    applicant.shoot("without-script")
    page.check("#form-widgets-no_building")
    applicant.go_on()
    page.set_input_files("#picture_1", [picture("front.jpg")])
    applicant.go_on()
    assert page.locator("#document_kind-error").is_visible()
    assert "front.jpg" in applicant.text
    page.check("#document_kind-passport")
    applicant.go_on()
    applicant.fill(**PASSWORDS)
    applicant.go_on()
    assert "front.jpg" in applicant.text
    applicant.press("confirm")
    assert page.inner_text("#user-id").strip() in applicant.portal.next_mail(address, 1)


class Keyboard:
    """Someone who has no mouse."""

    def __init__(self, page):
        self.page = page

    def reach(self, selector):
        for _ in range(90):
            if self.page.evaluate(FOCUSED % selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached")

    def write(self, name, text):
        self.reach(f"#form-widgets-{name}")
        self.page.keyboard.insert_text(text)

    def press(self, selector, key="Space"):
        self.reach(selector)
        self.page.keyboard.press(key)

    def go_on(self, selector):
        with self.page.expect_event("load"):
            self.press(selector, "Enter")


def choose(chooser):
    chooser.set_files([picture("front.jpg")])


def test_official_registration_by_keyboard_alone(person):
    applicant = person("en", 390)
    address = open_form(applicant)
    page, keyboard = applicant.page, Keyboard(applicant.page)
    # Listening has to begin long before the key is pressed.
    page.on("filechooser", choose)
    for name in ("family_name", "given_name", "family_kana", "given_kana"):
        keyboard.write(name, NAME[name])
    keyboard.reach("#form-widgets-birth_date")
    page.keyboard.type("19900401")
    keyboard.go_on(NEXT)
    keyboard.write("postal_code", ADDRESS["postal_code"])
    keyboard.press("[name='form.buttons.search']", "Enter")
    page.wait_for_selector("#form-widgets-street:focus")
    page.keyboard.press("End")
    page.keyboard.insert_text("1-10-1")
    keyboard.press("#form-widgets-no_building")
    keyboard.write("phone", ADDRESS["phone"])
    keyboard.go_on(NEXT)
    keyboard.press("#document_kind-individual-number-card")
    keyboard.reach("#picture_1")
    page.keyboard.press("Space")
    page.wait_for_selector("[data-picture='1'] [data-kept]")
    keyboard.press("[data-picture='1'] [data-rotate]", "Enter")
    keyboard.go_on(NEXT)
    keyboard.write("password", PASSWORD)
    keyboard.go_on(NEXT)
    assert page.evaluate(FOCUSED % "#problems")
    keyboard.press("#problems a", "Enter")
    assert page.evaluate(FOCUSED % "#form-widgets-password_again")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    keyboard.write("password", PASSWORD)
    keyboard.write("password_again", PASSWORD)
    keyboard.go_on(NEXT)
    keyboard.go_on("[name='confirm']")
    assert page.inner_text("#user-id").strip() in applicant.portal.next_mail(address, 1)
