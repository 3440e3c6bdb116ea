"""A Chromium whose own language is Japanese, as its language files make it."""

from .conftest import FLAGS
from .conftest import WHOLE
from .official import open_form
from .person import Person

import pytest


pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium):
    browser = chromium.browser_type.launch(
        executable_path=WHOLE,
        args=[*FLAGS, "--lang=ja"],
        env={"LANGUAGE": "ja", "LANG": "ja_JP.UTF-8"},
    )
    yield browser.new_context(locale="ja-JP").new_page()
    browser.close()


def test_native_date_fields_take_no_eight_digits(page):
    page.set_content("<input type=date>")
    page.locator("input").press_sequentially("19900401")
    assert page.input_value("input") == ""


@pytest.mark.parametrize("typed", ["19850401", "昭和60年4月1日", "Ｓ６０．４．１"])
def test_date_of_birth_is_typed_and_shown_with_its_era(served, page, typed):
    applicant = Person(page, served, "ja-1280")
    open_form(applicant, "simple")
    born = page.locator("#form-widgets-birth_date")
    born.press_sequentially(typed)
    born.blur()
    assert not page.locator("#form-widgets-birth_date-error").count()
    assert born.input_value() == typed
    applicant.fill(
        family_name="国立",
        given_name="花子",
        family_kana="コクリツ",
        given_kana="ハナコ",
    )
    applicant.go_on()
    applicant.fill(
        postal_code="100-0014",
        city="千代田区",
        street="永田町1-10-1",
        phone="090ー1234ー5678",
    )
    page.select_option("#form-widgets-region", label="東京都")
    page.check("#form-widgets-no_building")
    applicant.go_on()
    applicant.fill_in_password()
    applicant.go_on()
    assert "1985年(昭和60年)4月1日" in applicant.text
