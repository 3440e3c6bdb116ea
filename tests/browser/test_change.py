"""Patrons change address, name and email in a browser."""

from .person import PASSWORD
from .person import photo
from .test_journey import apply_for_official
from .test_journey import decide
from .test_journey import newest_application
from .test_journey import register_as_simple

import pytest


pytestmark = pytest.mark.browser
WAITS = {"en": "A link was sent to", "ja": "にURLをお送りしました"}


def change_email(patron, language, new):
    patron.go("change-email")
    patron.shoot("change-email")
    patron.check_access()
    patron.fill(email=new, present=PASSWORD)
    patron.press("form.buttons.send")
    assert WAITS[language] in patron.page.inner_text("#ndl-pending-email")
    patron.shoot("change-email-pending")
    patron.check_access()
    patron.page.goto(patron.portal.link(new))
    assert new in patron.text
    assert "token" not in patron.page.url
    patron.shoot("confirm-email")
    patron.check_access()
    patron.press("confirm")
    assert new in patron.page.inner_text("#ndl-email")


def change_address(patron):
    patron.go("change-information")
    patron.shoot("change-information")
    patron.check_access()
    patron.fill(city="新宿区", street="西新宿2-8-1")
    with patron.page.expect_event("load"):
        patron.page.click(".btn-primary[name='form.buttons.save']")
    assert "西新宿2-8-1" in patron.text
    patron.go("change-information?lives_in=overseas")
    patron.shoot("change-information-overseas")
    patron.check_access()


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ja", 390)])
def test_a_patron_changes_address_and_email(person, language, width):
    patron = person(language, width)
    address = f"ayame-{language}@example.org"
    user_id = register_as_simple(patron, language, address)
    patron.log_in(user_id, address)
    change_address(patron)
    change_email(patron, language, f"kaede-{language}@example.org")
    patron.shoot("my-account-changed")


def test_an_official_patron_applies_for_another_name(person):
    patron, editor = person("ja", 390), person("en", 1280)
    address = "momiji@example.org"
    user_id = register_as_simple(patron, "ja", address)
    patron.log_in(user_id, address)
    editor.log_in_as_staff("editor-a")
    before = newest_application(editor)
    apply_for_official(patron, address)
    (application,) = newest_application(editor) - before
    editor.page.goto(application)
    decide(editor, "verify")

    before = newest_application(editor)
    patron.go("change-information")
    assert "/apply-change/class" in patron.page.url
    patron.shoot("apply-change")
    patron.check_access()
    patron.go_on()
    patron.fill(family_name="髙橋", family_kana="たかはし")
    patron.go_on()
    patron.go_on()
    patron.fill_in_document(photo("new"))
    patron.go_to_confirm()
    patron.shoot("apply-change-confirm")
    patron.press("confirm")
    assert "髙橋" not in patron.page.inner_text("#ndl-information")
    patron.shoot("my-account-change-waiting")
    patron.check_access()

    (application,) = newest_application(editor) - before
    editor.page.goto(application)
    editor.shoot("desk-change")
    decide(editor, "verify")
    patron.go("my-account")
    assert "髙橋" in patron.page.inner_text("#ndl-information")
