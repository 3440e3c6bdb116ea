from lxml import html
from ndl.registration.config import KEY_RING
from ndl.registration.interfaces import Identity
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from plone import api
from plone.keyring.interfaces import IKeyManager
from transaction import commit
from zope.component import getUtility

import pytest


PAGE = "@@registration-health"


@pytest.fixture
def staff(visit, site):
    """Makes a visitor who is logged in with a role."""

    def make(role):
        name = role.split()[0].lower()
        api.user.create(
            email=f"{name}@ndl.example", username=name, password="Kawabe-4711-x"
        )
        api.user.grant_roles(username=name, roles=[role])
        ticket = open_session(
            Identity(name, name, "staff", "", "en", False), Strength.CODE
        )
        commit()
        visitor = visit()
        visitor.cookies.set("ndl_session", ticket)
        assert visitor.who() == name
        return visitor

    return make


@pytest.fixture
def manager(staff):
    return staff("Manager")


def checks_of(response):
    return html.fromstring(response.text).cssselect("li[id^=check-]")


def check_of(response, name):
    tree = html.fromstring(response.text)
    (found,) = tree.cssselect(f"#check-{name}")
    return " ".join(found.text_content().split())


class TestRights:
    @pytest.mark.parametrize("role", ["Manager", "Site Administrator"])
    def test_managers_see_it(self, staff, role):
        assert len(checks_of(staff(role).get(PAGE))) > 15

    @pytest.mark.parametrize("role", ["Member", "Registration Editor"])
    def test_others_do_not(self, staff, role):
        assert not checks_of(staff(role).get(PAGE))

    def test_patrons_and_visitors_do_not(self, logged_in, visit):
        assert not checks_of(logged_in.get(PAGE))
        assert not checks_of(visit().get(PAGE))


class TestPage:
    def test_begins_with_what_is_unsafe(self, manager):
        page = manager.get(PAGE)
        first = checks_of(page)[0].text_content()
        assert "Unsafe" in first
        assert "There are security problems" in page.text
        assert "Unsafe" in check_of(page, "mail-queue")
        assert "In order" in check_of(page, "visit")
        assert page.headers["Cache-Control"].startswith("no-store")

    def test_speaks_japanese(self, manager):
        manager.headers["Accept-Language"] = "ja"
        manager.cookies.set("I18N_LANGUAGE", "ja")
        page = manager.get(PAGE)
        assert "利用者登録・ログインの稼働状況" in page.text
        assert "危険" in check_of(page, "mail-queue")
        assert "${" not in page.text

    def test_control_panel_leads_to_it(self, manager):
        panel = manager.get("@@ndl-registration-controlpanel")
        tree = html.fromstring(panel.text)
        (link,) = tree.xpath("//a[contains(@href,'registration-health')]")
        assert checks_of(manager.get(link.get("href")))

    def test_asks_other_servers_on_request(self, manager):
        assert "check-mail-server" not in manager.get(PAGE).text
        assert "answers" in check_of(manager.submit(PAGE, connect="1"), "mail-server")

    def test_shows_no_key(self, manager):
        key = getUtility(IKeyManager)[KEY_RING].current
        assert key not in html.fromstring(manager.get(PAGE).text).text_content()


class TestErasing:
    @pytest.fixture
    def due(self, monkeypatch):
        erased = []
        monkeypatch.setattr(
            "ndl.registration.health.duties.count_due_pictures", lambda grace: 3
        )
        monkeypatch.setattr(
            "ndl.registration.browser.health.health.erase_due_pictures",
            lambda: erased.append(1) or 3,
        )
        return erased

    def test_button(self, manager, due):
        page = manager.submit(PAGE, erase="1")
        assert due == [1]
        assert "Applications whose pictures were erased: 3." in page.text

    def test_forged_form_erases_nothing(self, manager, due):
        page = manager.post(PAGE, data={"erase": "1"})
        assert due == []
        assert "page has expired" in page.text

    def test_get_erases_nothing(self, manager, due):
        manager.get(f"{PAGE}?erase=1")
        assert due == []

    def test_no_button_without_need(self, manager):
        assert 'name="erase"' not in manager.get(PAGE).text
