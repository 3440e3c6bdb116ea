"""What a browser can do between the steps: nothing that was entered is lost."""

from .official import open_address
from .official import open_form
from .official import open_password
from .person import PASSWORD
from playwright.sync_api import expect

import pytest


pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])
FAMILY = "form.widgets.family_name"


@pytest.fixture
def confirmed(person):
    """Makes persons on the way, before the page with all entries."""

    def make(language="en", width=1280):
        applicant = person(language, width)
        address = open_password(applicant)
        applicant.fill_in_password()
        applicant.go_on()
        return applicant, address

    return make


def value(person, name=FAMILY):
    return person.page.input_value(f"[name='{name}']")


def step(person):
    return person.page.inner_text("#ndl-step")


def mails(person, address):
    return len(person.portal.mails(address))


@LANGUAGES
def test_back_and_forward_show_what_was_answered(person, language):
    applicant = person(language, 390)
    open_address(applicant)
    applicant.page.go_back()
    assert value(applicant) == "国立"
    assert "2" in step(applicant)
    applicant.page.go_back()
    expect(applicant.page.locator("#class-official")).to_be_checked()
    applicant.page.go_forward()
    applicant.page.go_forward()
    assert "3" in step(applicant)
    applicant.fill_in_address()
    applicant.go_on()
    applicant.page.go_back()
    assert value(applicant, "form.widgets.city") == "千代田区"


def test_back_by_button_keeps_what_was_not_accepted(person):
    applicant = person("ja", 390)
    open_address(applicant)
    applicant.fill(postal_code="12", phone="abc")
    applicant.press("form.buttons.back")
    assert value(applicant) == "国立"
    applicant.go_on()
    assert value(applicant, "form.widgets.postal_code") == "12"
    assert value(applicant, "form.widgets.phone") == "abc"


def test_a_refused_step_is_shown_again_with_its_faults(person):
    applicant = person("ja", 1280)
    open_form(applicant)
    url = applicant.page.url
    applicant.fill(family_name="国立", given_name="花子")
    applicant.go_on()
    faults = applicant.page.locator("#content .invalid-feedback:visible").count()
    assert faults
    for show in (applicant.page.reload, lambda: applicant.page.goto(url)):
        show()
        assert value(applicant) == "国立"
        shown = applicant.page.locator("#content .invalid-feedback:visible").count()
        assert shown == faults


def test_another_language_goes_on_with_the_same_step(person):
    applicant = person("en", 1280)
    open_address(applicant)
    assert "Step 3 of 6" in step(applicant)
    applicant.page.click(".language-ja a")
    applicant.page.wait_for_load_state()
    assert applicant.page.get_attribute("html", "lang") == "ja"
    assert "3" in step(applicant)
    assert "of" not in step(applicant)
    applicant.shoot("register-address-switched")
    applicant.page.click("#ndl-back")
    applicant.page.wait_for_load_state()
    assert value(applicant) == "国立"


def test_a_second_device_goes_on_where_the_first_has_ended(person):
    first, second = person("ja", 1280), person("ja", 390)
    address = open_address(first)
    second.page.goto(second.portal.link(address))
    assert "3" in step(second)
    second.fill_in_address()
    second.go_on()
    first.page.reload()
    assert value(first, "form.widgets.city") == "千代田区"
    first.go_on()
    assert first.page.url.split("?")[0] == second.page.url.split("?")[0]


def test_a_restored_tab_shows_the_step_again(person):
    applicant = person("ja", 390)
    open_address(applicant)
    context = applicant.page.context
    url, held = applicant.page.url, context.storage_state()
    restored = person("ja", 390, storage_state=held)
    applicant.page.close()
    restored.page.goto(url)
    assert "3" in step(restored)
    restored.page.click("#ndl-back")
    restored.page.wait_for_load_state()
    assert value(restored) == "国立"


def test_a_section_is_changed_and_leads_back_to_the_confirmation(confirmed):
    applicant, _address = confirmed("ja", 390)
    confirm = applicant.page.url
    applicant.page.click("#content section a[href*='/address']")
    applicant.page.wait_for_load_state()
    applicant.fill(street="永田町1-10-2")
    applicant.go_on()
    assert applicant.page.url == confirm
    assert "永田町1-10-2" in applicant.text


def test_the_password_is_asked_again_after_another_name(confirmed):
    applicant, _address = confirmed("en", 390)
    confirm = applicant.page.url
    applicant.page.click("#content section a[href*='/name']")
    applicant.page.wait_for_load_state()
    applicant.fill(given_name="華子")
    applicant.go_on()
    applicant.fill_in_password()
    applicant.go_on()
    assert applicant.page.url == confirm
    assert "華子" in applicant.text


def test_back_after_the_end_gives_the_same_receipt(confirmed):
    applicant, address = confirmed("ja", 390)
    applicant.press("confirm")
    user_id = applicant.page.inner_text("#user-id")
    # Mail leaves behind the answer: the receipt may come first.
    assert user_id.strip() in applicant.portal.next_mail(address, 1)
    applicant.page.go_back()
    applicant.page.wait_for_url("**/register-done*")
    assert applicant.page.inner_text("#user-id") == user_id
    applicant.page.reload()
    assert applicant.page.inner_text("#user-id") == user_id
    assert mails(applicant, address) == 2


def test_a_double_click_on_confirm_gives_one_receipt(confirmed):
    applicant, address = confirmed("en", 1280)
    page = applicant.page
    page.dblclick("button[name=confirm]", no_wait_after=True)
    page.wait_for_url("**/register-done*")
    user_id = page.inner_text("#user-id").strip()
    assert user_id in applicant.portal.next_mail(address, 1)
    page.wait_for_timeout(1000)
    assert mails(applicant, address) == 2
    assert page.inner_text("#user-id").strip() == user_id


def test_a_confirmation_in_two_tabs_gives_the_same_receipt(confirmed):
    applicant, address = confirmed("ja", 1280)
    other = applicant.page.context.new_page()
    other.goto(applicant.page.url)
    applicant.press("confirm")
    with other.expect_event("load"):
        other.click("button[name=confirm]")
    shown = other.inner_text("#user-id")
    assert shown == applicant.page.inner_text("#user-id")
    assert shown.strip() in applicant.portal.next_mail(address, 1)
    assert mails(applicant, address) == 2


def test_a_password_is_not_shown_again(person):
    applicant = person("en", 390)
    open_password(applicant)
    applicant.fill_in_password()
    applicant.go_on()
    applicant.page.go_back()
    applicant.page.reload()
    assert value(applicant, "form.widgets.password") == ""
    assert PASSWORD not in applicant.page.content()
