"""My Account in a browser: application, decline, withdrawal, other browsers."""

from .test_journey import apply_for_official
from .test_journey import decide
from .test_journey import newest_application
from .test_journey import register_as_simple

import pytest


WAITING = {"en": "Waiting to be checked", "ja": "確認待ち"}
WITHDRAWN = {"en": "Withdrawn", "ja": "取下げ"}
DECLINED = {"en": "has been declined", "ja": "お受けできませんでした"}


def state(patron):
    return patron.page.inner_text("#ndl-application-state")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ja", 390)])
def test_an_application_is_withdrawn_and_another_declined(person, language, width):
    patron, editor = person(language, width), person("en", 1280)
    address = f"sumire-{language}@example.org"
    user_id = register_as_simple(patron, language, address)
    patron.log_in(user_id, address)
    assert patron.page.url.endswith("/my-account")
    patron.check_access()

    apply_for_official(patron, address)
    patron.go("my-account")
    assert state(patron) == WAITING[language]
    assert patron.page.inner_text("#ndl-application-due")
    patron.shoot("my-account-waiting")
    patron.check_access()
    patron.page.click("#ndl-withdraw")
    patron.shoot("withdraw-application")
    patron.check_access()
    patron.press("withdraw")
    assert state(patron) == WITHDRAWN[language]
    patron.shoot("my-account-withdrawn")

    editor.log_in_as_staff("editor-a")
    before = newest_application(editor)
    apply_for_official(patron, address)
    (application,) = newest_application(editor) - before
    editor.page.goto(application)
    decide(editor, "decline", ["address", "first-image"])
    patron.portal.next_mail(address, patron.mails_read[address])
    patron.go("my-account")
    assert DECLINED[language] in patron.page.inner_text("#ndl-declined")
    assert patron.page.locator("#ndl-to-correct li").count() == 2
    patron.page.click("#ndl-declined a")
    patron.shoot("my-account-declined")
    patron.check_access()
    assert patron.page.locator("#ndl-application details li").count() == 1
