from ..visitor import code_in
from ndl.registration.clock import now
from ndl.registration.settings import settings
from transaction import commit

import pytest
import time_machine


pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, site):
    settings().terminal_networks = ("127.0.0.0/8", "::1/128")
    commit()
    context = chromium.new_context(locale="en-US")
    yield context.new_page()
    context.close()


def what_is_left(page):
    """Keys and cookies, but for the translations that Plone stores."""
    keys = page.evaluate("Object.keys({...localStorage, ...sessionStorage})")
    cookies = [c["name"] for c in page.context.cookies() if c["expires"] > 0]
    return [key for key in keys if not key.startswith("widgets-")] + cookies


def test_of_a_former_patron_nothing_is_left(page, patron, password, mails):
    url = settings().public_url
    page.goto(f"{url}/login")
    page.clock.install()
    page.fill("#user_id", patron.user_id)
    page.fill("#password", password)
    page.click("#content button[type=submit]:not([name])")
    page.wait_for_url("**/login-code*")
    page.fill("#code", code_in(mails[-1]))
    page.click("#content button[name=enter]")
    page.wait_for_load_state()
    page.goto(f"{url}/my-account")
    assert page.locator("#ndl-user-type").count() == 1
    assert page.locator("a[href$='/logout'], #ndl-logout").count() == 0

    with time_machine.travel(now().timestamp() + 700, tick=True):
        page.clock.fast_forward("10:01")
        page.wait_for_url("**/login")
        assert what_is_left(page) == []
        page.go_back()
        assert patron.user_id not in page.content()
