"""What was typed and not sent stays, whatever the browser is asked for next."""

from .official import open_address
from .official import open_form
from .official import open_password
from .person import DEMO_PASSWORD
from .person import PASSWORD
from playwright.sync_api import expect
from secrets import token_hex

import pytest


pytestmark = pytest.mark.browser

WRITABLE = "#content form[method=post] .field input[type=text]:not([readonly]):visible"
FAULTS = "#content .invalid-feedback:visible"


@pytest.fixture
def patron(person):
    patron = person()
    patron.log_in("E000000117", "hanako@example.org", DEMO_PASSWORD)
    return patron


def no_dialog(dialog):
    raise AssertionError(dialog.type)


def speak(person, language):
    """Go on in another language; nothing asks whether to leave."""
    with person.page.expect_event("load"):
        person.page.click(f".language-{language} a")
    assert person.page.get_attribute("html", "lang") == language


def value(person, selector):
    return person.page.input_value(selector)


def send(person):
    with person.page.expect_event("load"):
        person.page.click("#content form[method=post] .btn-primary[type=submit]")


@pytest.mark.parametrize(("language", "begin"), [("en", "Error:"), ("ja", "エラー")])
def test_a_taken_address_is_told_first(person, language, begin):
    visitor = person(language)
    visitor.go("register")
    visitor.fill(email="hanako@example.org")
    visitor.page.check("#form-widgets-accept")
    visitor.press("form.buttons.send")
    expect(visitor.page.locator("#problems")).to_be_focused()
    assert visitor.page.title().startswith(begin)


class TestLanguage:
    def test_keeps_address_and_consent(self, person):
        visitor = person()
        visitor.go("register")
        visitor.page.on("dialog", no_dialog)
        visitor.fill(email="taro@example.org")
        visitor.page.check("[name^='form.widgets.accept']")
        speak(visitor, "ja")
        assert value(visitor, "[name='form.widgets.email']") == "taro@example.org"
        expect(visitor.page.locator("#form-widgets-accept")).to_be_checked()

    def test_keeps_the_user_id_but_no_password(self, person):
        visitor = person("ja")
        visitor.go("login")
        visitor.page.fill("#user_id", "E000000117")
        visitor.page.fill("#password", PASSWORD)
        visitor.page.click(".ndl-eye button")
        visitor.page.check("#keep")
        speak(visitor, "en")
        assert value(visitor, "#user_id") == "E000000117"
        assert value(visitor, "#password") == ""
        expect(visitor.page.locator("#keep")).to_be_checked()

    def test_keeps_a_step_with_lists_boxes_and_lines(self, person):
        applicant = person()
        open_form(applicant, "simple", "overseas")
        applicant.page.on("dialog", no_dialog)
        applicant.fill_in_overseas_name()
        speak(applicant, "ja")
        assert value(applicant, "[name='form.widgets.birth_date']") == "1990-04-01"
        applicant.go_on()
        applicant.fill_in_overseas_address()
        applicant.page.check("[name^='form.widgets.phone_is_fax']")
        lines = value(applicant, "[name='form.widgets.street']")
        assert lines.count("\n") == 2
        speak(applicant, "en")
        assert value(applicant, "[name='form.widgets.street']") == lines
        assert value(applicant, "#form-widgets-country") == "HK"
        assert value(applicant, "#form-widgets-title") == "Dr."
        box = applicant.page.locator("#form-widgets-phone_is_fax")
        expect(box).to_be_checked()

    def test_keeps_what_a_refused_form_shows(self, patron):
        patron.go("request-service/remote-photoduplication")
        title = patron.page.locator("#content form[method=post] input[type=text]").first
        title.fill("吾輩は猫である")
        send(patron)
        assert patron.page.locator("#problems").is_visible()
        speak(patron, "ja")
        assert title.input_value() == "吾輩は猫である"

    def test_gives_it_back_once_and_to_this_page_alone(self, person):
        visitor = person()
        visitor.go("register")
        visitor.fill(email="taro@example.org")
        speak(visitor, "ja")
        visitor.page.reload()
        visitor.go("register")
        assert value(visitor, "[name='form.widgets.email']") == ""
        visitor.fill(email="taro@example.org")
        visitor.page.route("**/register?*", lambda route: route.abort())
        visitor.page.click(".language-en a", no_wait_after=True)
        visitor.page.wait_for_timeout(500)
        visitor.go("login")
        visitor.page.unroute_all()
        visitor.go("register")
        assert value(visitor, "[name='form.widgets.email']") == ""

    def test_leaves_what_was_not_touched_to_the_page(self, person):
        applicant = person()
        open_address(applicant, "simple")
        expect(applicant.page.locator("#form-widgets-language")).to_have_value("en")
        applicant.fill(street="永田町")
        speak(applicant, "ja")
        assert value(applicant, "[name='form.widgets.street']") == "永田町"


class TestBack:
    """After a form was refused, and then taken."""

    def test_on_a_step_leads_to_what_was_typed(self, person):
        applicant = person("ja")
        open_form(applicant, "simple")
        applicant.fill_in_name()
        applicant.fill(family_kana="Smith")
        applicant.go_on()
        assert applicant.page.locator(FAULTS).count()
        applicant.page.reload()
        assert value(applicant, "[name='form.widgets.family_kana']") == "Smith"
        assert applicant.page.locator(FAULTS).count()
        applicant.fill_in_name()
        applicant.go_on()
        applicant.page.go_back()
        assert value(applicant, "[name='form.widgets.family_name']") == "国立"
        assert not applicant.page.locator(FAULTS).count()

    def test_on_a_step_works_without_script(self, person):
        applicant = person("en", java_script_enabled=False)
        open_form(applicant, "simple")
        applicant.go_on()
        assert applicant.page.locator(FAULTS).count()
        applicant.fill_in_name()
        applicant.go_on()
        applicant.page.go_back()
        assert value(applicant, "[name='form.widgets.family_name']") == "国立"

    def test_on_the_password_step_leads_to_it(self, person):
        applicant = person("ja")
        open_password(applicant)
        applicant.fill(password=PASSWORD, password_again="x")
        applicant.go_on()
        assert applicant.page.locator(FAULTS).count()
        applicant.fill_in_password()
        applicant.go_on()
        applicant.page.go_back()
        assert value(applicant, "#form-widgets-password") == ""
        assert PASSWORD not in applicant.page.content()

    def test_to_a_refused_form_shows_the_form(self, person):
        visitor = person()
        visitor.go("register")
        address = f"{token_hex(6)}@example.org"
        visitor.fill(email=address)
        visitor.press("form.buttons.send")
        assert visitor.page.locator("#problems").is_visible()
        visitor.page.reload()
        assert visitor.page.locator("#problems").is_visible()
        assert value(visitor, "#form-widgets-email") == address
        visitor.page.check("#form-widgets-accept")
        visitor.press("form.buttons.send")
        assert "register-sent" in visitor.page.url
        answer = visitor.page.go_back()
        assert answer is None or answer.request.method == "GET"
        assert visitor.page.locator("#form-widgets-email").is_visible()

    def test_to_a_refused_login_shows_the_login(self, person):
        visitor = person("ja")
        visitor.enter_password("E000000117", "wrong-password-1")
        assert visitor.page.locator("#problems").is_visible()
        visitor.page.click("a[href*='forgot-password']")
        visitor.page.wait_for_load_state()
        visitor.page.go_back()
        assert visitor.page.locator("#user_id").is_visible()
        visitor.page.fill("#user_id", "E000000117")
        visitor.page.fill("#password", DEMO_PASSWORD)
        send(visitor)
        assert "login-code" in visitor.page.url
        visitor.page.fill("#code", "000000")
        visitor.press("enter")
        assert visitor.page.locator(".alert-danger, .invalid-feedback").count()
        visitor.page.click("a[href*='login-alternatives']")
        visitor.page.wait_for_load_state()
        visitor.page.go_back()
        assert visitor.page.locator("#code").is_visible()

    @pytest.mark.parametrize(
        "path",
        [
            "change-password",
            "change-information",
            "change-email",
            "request-service/remote-photoduplication",
        ],
    )
    def test_to_a_refused_form_of_a_patron(self, patron, path):
        patron.go(path)
        for field in patron.page.locator(WRITABLE).all():
            field.fill("")
        send(patron)
        assert patron.page.locator("#problems").is_visible()
        patron.page.click("#ndl-my-account")
        patron.page.wait_for_load_state()
        patron.page.go_back()
        assert path in patron.page.url
        assert patron.page.locator("#content form[method=post]").first.is_visible()
        assert not patron.page.locator("#problems").count()
