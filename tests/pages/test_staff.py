from ..staff import add_staff
from ..staff import LATER
from ..staff import STAFF_PASSWORD
from ..staff import stored
from ..visitor import code_in
from ..visitor import message_of
from lxml import html
from ndl.registration.events import AuditEvent
from ndl.registration.events import AuditTag
from ndl.registration.patrons.email import mask_email
from ndl.registration.settings import settings
from pathlib import Path
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from textwrap import dedent
from transaction import commit
from types import SimpleNamespace
from zope.component import getGlobalSiteManager

import pytest
import re
import time_machine


GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "staff-two-factor.md"
PAGE = "@@staff-two-factor"
PANEL = "@@ndl-registration-controlpanel"


@pytest.fixture
def manager(site):
    return add_staff("manager", roles=("Member", "Manager"))


@pytest.fixture
def clock():
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visitor(visitor):
    # Connections do not outlive jumps of the clock.
    visitor.headers["Connection"] = "close"
    return visitor


@pytest.fixture
def at_work(clock, visitor, manager):
    """The manager, logged in with a password, as staff are at first."""
    visitor.log_in(manager, STAFF_PASSWORD)
    assert visitor.who() == manager
    return visitor


@pytest.fixture
def audited():
    events = []
    site_manager = getGlobalSiteManager()
    site_manager.registerHandler(events.append, (AuditEvent,))
    yield lambda: [event.tag for event in events]
    site_manager.unregisterHandler(events.append, (AuditEvent,))


def prove(visitor, mails, password=STAFF_PASSWORD):
    """Take the way to which "Send me a code" leads, and come back."""
    page = html.fromstring(visitor.get(PAGE).text)
    (link,) = page.cssselect("#ndl-send-code")
    visitor.submit(link.get("href"), "login", password=password, user_id="manager")
    url = f"login-code?came_from={visitor.url}/{PAGE}"
    return visitor.submit(url, "login-code", code=code_in(mails[-1]), enter="1")


def turn(visitor, switch):
    token = html.fromstring(visitor.get(PAGE).text).xpath(
        "//input[@name='_authenticator']/@value"
    )
    return visitor.post(PAGE, data={"_authenticator": token, "switch": switch})


class TestSwitchOn:
    def test_is_done_after_a_code_to_the_own_address(self, at_work, mails, audited):
        page = at_work.get(PAGE)
        assert "Switched off" in page.text
        assert mask_email("manager@example.org") in page.text
        assert not html.fromstring(page.text).cssselect("[name=switch]")
        response = prove(at_work, mails)
        assert response.url == f"{at_work.url}/{PAGE}"
        assert mails[-1]["To"] == "manager@example.org"
        assert "Switched on" in turn(at_work, "on").text
        assert stored("staff_code")
        assert at_work.who() == "manager"
        assert AuditTag.STAFF_CODE_ON in audited()

    def test_needs_the_code_and_not_only_a_post(self, at_work, mails):
        turn(at_work, "on")
        assert not stored("staff_code")

    def test_a_wrong_code_leaves_it_off(self, at_work, mails):
        page = html.fromstring(at_work.get(PAGE).text)
        (link,) = page.cssselect("#ndl-send-code")
        at_work.submit(
            link.get("href"), "login", user_id="manager", password=STAFF_PASSWORD
        )
        wrong = f"{(int(code_in(mails[-1])) + 1) % 10**6:06d}"
        response = at_work.submit("login-code", code=wrong, enter="1")
        assert "Tries left: 4" in message_of(response)
        turn(at_work, "on")
        assert not stored("staff_code")

    @pytest.mark.parametrize(("age", "is_on"), [(599, True), (600, False)])
    def test_the_code_is_good_for_ten_minutes(self, at_work, mails, clock, age, is_on):
        prove(at_work, mails)
        clock.shift(age)
        turn(at_work, "on")
        assert stored("staff_code") is is_on

    def test_a_remembered_browser_is_no_code(self, at_work, mails, clock):
        prove(at_work, mails)
        clock.shift(3600)
        at_work.log_in("manager", STAFF_PASSWORD)
        sent = len(mails)
        prove(at_work, mails)
        assert len(mails) == sent + 1

    def test_needs_a_form_of_ours(self, at_work, mails):
        prove(at_work, mails)
        at_work.post(PAGE, data={"switch": "on"})
        assert not stored("staff_code")

    def test_another_value_turns_nothing(self, at_work, mails):
        prove(at_work, mails)
        assert "try again" in message_of(turn(at_work, "perhaps"))
        assert not stored("staff_code")

    def test_without_an_address_says_what_to_do(self, visitor, site):
        add_staff("nomail", email="", roles=("Member", "Manager"))
        visitor.log_in("nomail", STAFF_PASSWORD)
        page = visitor.get(PAGE)
        assert "no code can be sent to you" in page.text
        assert "personal-information" in page.text
        assert not html.fromstring(page.text).cssselect("#ndl-send-code")

    def test_is_not_for_users_of_the_root(self, visitor, site):
        visitor.log_in(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        page = visitor.get(PAGE)
        assert "Log in with an account of this site" in page.text
        turn(visitor, "on")
        assert not stored("staff_code")


class TestList:
    def test_names_who_enters_a_code_and_who_lacks_an_address(self, at_work):
        add_staff("editor", editor=True)
        add_staff("nomail", email="", editor=True)
        add_staff("member")
        add_staff("robot", editor=True)
        settings().exempt_accounts = ("robot",)
        commit()
        page = html.fromstring(at_work.get(PAGE).text)
        covered = page.cssselect("#ndl-accounts li code")
        assert [code.text for code in covered] == ["editor", "manager", "nomail"]
        lacking = page.cssselect("#ndl-without-address li code")
        assert [code.text for code in lacking] == ["nomail"]
        exempt = page.cssselect("#ndl-exempt li code")
        assert [code.text for code in exempt] == ["robot"]

    def test_shows_no_whole_address(self, at_work):
        add_staff("editor", editor=True)
        assert "editor@example.org" not in at_work.get(PAGE).text

    def test_is_for_managers_alone(self, visit, site, patron, logged_in):
        editor = visit()
        editor.log_in(add_staff("editor", editor=True), STAFF_PASSWORD)
        for visitor in (visit(), editor, logged_in):
            response = visitor.get(PAGE)
            assert "Two-factor login of staff" not in response.text


class TestSwitchOff:
    @pytest.fixture
    def on(self, at_work, mails):
        prove(at_work, mails)
        turn(at_work, "on")
        assert stored("staff_code")
        return at_work

    def test_needs_a_fresh_code(self, on, mails, clock, audited):
        clock.shift(600)
        turn(on, "off")
        assert stored("staff_code")
        prove(on, mails)
        turn(on, "off")
        assert not stored("staff_code")
        assert AuditTag.STAFF_CODE_OFF in audited()

    def test_is_possible_for_users_of_the_root(self, on, visit):
        root = visit()
        root.log_in(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert "emergencies" in root.get(PAGE).text
        turn(root, "off")
        assert not stored("staff_code")

    def test_is_possible_with_the_script_of_the_guide(self, on, site):
        script = re.search(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)[1]
        exec(dedent(script), {"app": SimpleNamespace(portal=site)})
        assert stored("staff_code") is False

    def test_lets_staff_in_with_a_password_again(self, on, visit):
        turn(on, "off")
        other = visit()
        other.log_in("manager", STAFF_PASSWORD)
        assert other.who() == "manager"


class TestControlPanel:
    def test_has_no_box_for_the_switch_and_leads_to_the_page(self, at_work):
        page = html.fromstring(at_work.get(PANEL).text)
        assert not page.xpath("//*[contains(@name, 'staff_code')]")
        assert page.xpath("//*[contains(@name, 'staff_roles')]")
        assert page.xpath("//*[contains(@name, 'exempt_accounts')]")
        assert page.xpath("//a[contains(@href, 'staff-two-factor')]")

    def test_saves_roles_and_service_accounts(self, at_work):
        values = panel_values(at_work)
        values["form.widgets.exempt_accounts"] = "robot\nharvester"
        values["form.widgets.staff_roles"] = ["Manager", "Reviewer"]
        at_work.post(PANEL, data=values)
        assert stored("exempt_accounts") == ("robot", "harvester")
        assert set(stored("staff_roles")) == {"Manager", "Reviewer"}

    def test_asks_for_a_code_once_staff_need_one(self, at_work, mails, clock):
        prove(at_work, mails)
        turn(at_work, "on")
        values = panel_values(at_work)
        values["form.widgets.exempt_accounts"] = "manager"
        clock.shift(600)
        led = at_work.get(PANEL)
        assert "/login?again=1" in led.url
        # The user ID is known: the password is typed at once.
        assert html.fromstring(led.text).xpath("//@autofocus/../@id") == ["password"]
        response = at_work.post(PANEL, data=values)
        assert "Nothing has been changed yet" in message_of(response)
        assert "manager</textarea>" in response.text
        assert not stored("exempt_accounts")
        prove(at_work, mails)
        at_work.post(PANEL, data=values)
        assert stored("exempt_accounts") == ("manager",)


def panel_values(visitor):
    """The fields of the control panel as a browser would send them."""
    page = html.fromstring(visitor.get(PANEL).text)
    (form,) = page.cssselect("#content form")
    return dict(form.fields) | {"form.buttons.save": "Save"}


class TestFreshCodePage:
    def test_is_what_the_other_tab_shows(self, clock, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        clock.shift(599)
        assert "Close this tab" in visitor.get("fresh-code").text
        clock.shift(1)
        response = visitor.get("fresh-code")
        assert "/login?again=1" in response.url
        assert patron.user_id in response.text
        visitor.submit(response.url, "login", user_id=patron.user_id, password=password)
        page = f"login-code?came_from={visitor.url}/fresh-code"
        response = visitor.submit(page, "login-code", code=code_in(mails[-1]))
        assert "Close this tab" in response.text

    def test_is_for_nobody_who_is_not_logged_in(self, visitor):
        assert "/login" in visitor.get("fresh-code").url
