from .person import DEMO_PASSWORD

import pytest


pytestmark = pytest.mark.browser

HANAKO = ("E000000117", "hanako@example.org", DEMO_PASSWORD)
NO_ADDRESS = "E000000319"
TYPED = "E123456789"
SOON = {"en": "You will be logged out soon", "ja": "まもなくログアウトします"}
OVER = {"en": "You have been logged out", "ja": "ログアウトしました"}


def is_in(person):
    person.go("my-account")
    return "/login" not in person.page.url


def what_stays(person):
    """What the browser still has after it was closed."""
    state = person.page.context.storage_state()
    state["cookies"] = [c for c in state["cookies"] if c["expires"] > 0]
    person.page.context.close()
    return state


class TestKeepMeLoggedIn:
    def test_outlives_the_browser(self, person):
        before = person()
        before.log_in(*HANAKO, keep=True)
        assert is_in(person(storage_state=what_stays(before)))

    def test_unchecked_ends_with_the_browser_which_is_remembered(self, person):
        before = person("ja", 390)
        before.log_in(*HANAKO)
        after = person("ja", 390, storage_state=what_stays(before))
        assert not is_in(after)
        after.enter_password(HANAKO[0], DEMO_PASSWORD)
        assert is_in(after)


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ja", 390)])
class TestIdleWarning:
    def test_offers_to_stay_and_loses_nothing(self, person, language, width):
        patron = person(language, width)
        patron.log_in(*HANAKO)
        page = patron.page
        page.clock.install()
        patron.go("forgot-password")
        page.fill("[name='form.widgets.user_id']", TYPED)
        dialog = page.locator("#ndl-idle dialog")
        page.clock.fast_forward("54:58")
        assert not dialog.is_visible()

        page.clock.fast_forward("00:10")
        dialog.wait_for()
        assert SOON[language] in dialog.inner_text()
        patron.shoot("idle-warning")
        with page.expect_response("**/stay-logged-in") as answer:
            page.click("#ndl-idle [data-part=stay]")
        assert answer.value.ok
        dialog.wait_for(state="hidden")
        assert page.input_value("[name='form.widgets.user_id']") == TYPED

        page.clock.fast_forward("01:00:01")
        dialog.wait_for()
        assert OVER[language] in dialog.inner_text()
        assert SOON[language] not in dialog.inner_text()
        patron.shoot("idle-over")
        page.click("#ndl-idle [data-part=close]")
        page.clock.fast_forward("00:05")
        assert not dialog.is_visible()
        assert page.input_value("[name='form.widgets.user_id']") == TYPED


class TestTwoBrowsers:
    def test_one_signs_the_other_out(self, person):
        here, there = person("en", 1280), person("ja", 390)
        for patron in (here, there):
            patron.log_in(*HANAKO)
            patron.go("my-logins")
            patron.shoot("my-logins")
        here.press("everywhere")
        here.shoot("my-logins-alone")
        assert here.page.locator("#ndl-sessions li").count() == 1
        assert is_in(here)
        assert not is_in(there)

    def test_one_by_one_from_my_account(self, person):
        here, there = person("ja", 390), person("en", 1280)
        for patron in (here, there):
            patron.log_in(*HANAKO)
        here.go("my-account")
        here.shoot("my-account-devices")
        here.check_access()
        here.press("session")
        assert here.page.url.endswith("/my-account#ndl-security")
        assert is_in(here)
        assert not is_in(there)


class TestNoAddress:
    def test_gives_one_and_gets_in(self, person):
        reader = person("en", 1280)
        reader.enter_password(NO_ADDRESS, DEMO_PASSWORD)
        reader.shoot("login-address")
        reader.page.click("#content a[href*='login-alternatives']")
        reader.page.wait_for_load_state()
        reader.shoot("login-alternatives")

        patron, address = person("ja", 390), "musen@example.org"
        patron.enter_password(NO_ADDRESS, DEMO_PASSWORD)
        patron.page.fill("#email", address)
        patron.shoot("login-address")
        patron.press("send")
        patron.shoot("login-code-address")
        patron.page.fill("#code", patron.code(address))
        patron.press("enter")
        assert is_in(patron)
        patron.go("notices")
        patron.shoot("notice-of-address")
        assert "m*****@e***.org" in patron.text


class TestRunningPortal:
    def test_a_code_is_over_after_fifteen_minutes(self, person, served):
        patron, address = person(), HANAKO[1]
        patron.mails_read[address] = len(served.mails(address))
        patron.enter_password(HANAKO[0], DEMO_PASSWORD)
        patron.page.fill("#code", patron.code(address))
        served.pass_time(900)
        patron.press("enter")
        assert "This login has ended" in patron.page.inner_text("body")
        assert not is_in(patron)

    def test_an_idle_hour_ends_a_login_that_is_not_kept(self, person, served):
        idle, kept = person(), person()
        idle.log_in(*HANAKO)
        kept.log_in(*HANAKO, keep=True)
        assert is_in(idle)
        served.pass_time(3661)
        assert is_in(kept)
        assert not is_in(idle)
