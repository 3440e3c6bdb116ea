from ..visitor import code_in
from ..visitor import message_of
from lxml import html
from ndl.registration.patrons.directory import get_directory
from ndl.registration.registration.terms import get_terms
from ndl.registration.registration.terms import publish_terms
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import pytest
import time_machine
import transaction


TEXTS = {"en": "<p>Be quiet.</p>", "ja": "<p>お静かに。</p>"}


@pytest.fixture
def patron(make_patron):
    patron = make_patron()
    transaction.commit()
    return patron


@pytest.fixture
def new_terms(functional_portal):
    publish_terms(TEXTS, True, "1")
    transaction.commit()


def enter(visitor, patron, password, mails):
    visitor.log_in(patron.user_id, password)
    return visitor.submit("login-code", code=code_in(mails[-1]), enter="1")


class TestPage:
    def test_shows_the_shipped_text_in_both_languages(self, visitor):
        assert "at least" in visitor.get("terms").text
        visitor.cookies.set("I18N_LANGUAGE", "ja")
        assert "利用者登録" in visitor.get("terms").text

    def test_shows_current_and_older_versions(self, visitor, new_terms):
        assert "Be quiet." in visitor.get("terms").text
        assert "Be quiet." not in visitor.get("terms?version=1").text
        assert "Be quiet." in visitor.get("register").text


class TestLogin:
    def test_goes_on_without_new_terms(self, visitor, patron, password, mails):
        answer = enter(visitor, patron, password, mails)
        assert "accept-terms" not in answer.url

    def test_asks_and_then_goes_where_one_wanted(
        self, visitor, patron, password, mails, new_terms
    ):
        aim = f"{visitor.url}/my-logins"
        visitor.log_in(patron.user_id, password, aim)
        code = code_in(mails[-1])
        page = visitor.submit("login-code", code=code, enter="1", came_from=aim)
        assert "/accept-terms?came_from=" in page.url
        assert "Be quiet." in page.text
        page = visitor.submit(page.url, "accept-terms", accept="1")
        assert page.url == aim
        transaction.begin()
        assert get_directory()[patron.user_id].terms_version == "2"

    def test_does_not_take_silence_for_consent(
        self, visitor, patron, password, mails, new_terms
    ):
        enter(visitor, patron, password, mails)
        answer = visitor.submit("accept-terms")
        assert "read and accept" in message_of(answer)
        transaction.begin()
        assert get_directory()[patron.user_id].terms_version == "1"

    def test_says_when_newer_terms_came_meanwhile(
        self, visitor, patron, password, mails, new_terms
    ):
        enter(visitor, patron, password, mails)
        answer = visitor.submit("accept-terms", accept="1", version="1")
        assert "have changed since this page was shown" in message_of(answer)
        transaction.begin()
        assert get_directory()[patron.user_id].terms_version == "1"

    def test_does_not_take_a_forged_consent(
        self, visitor, patron, password, mails, new_terms
    ):
        enter(visitor, patron, password, mails)
        visitor.post("accept-terms", data={"accept": "1", "version": "2"})
        transaction.begin()
        assert get_directory()[patron.user_id].terms_version == "1"


class TestControlPanel:
    @pytest.fixture
    def manager(self, visitor):
        visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        return visitor

    def publish(self, manager, **fields):
        page = "@@ndl-registration-terms"
        form = {"text_en": "<p>New</p>", "text_ja": "<p>新</p>"} | fields
        return manager.submit(page, **form)

    def test_is_for_managers(self, visitor):
        assert "/login" in visitor.get("@@ndl-registration-terms").url

    def test_publishes_a_version(self, manager):
        answer = self.publish(manager, asks_again="1")
        assert "Version 2 is in force" in answer.text
        transaction.begin()
        assert get_terms().current.asks_again
        assert get_terms().current.texts["ja"] == "<p>新</p>"

    def test_lets_nothing_run_in_a_text(self, manager):
        self.publish(manager, text_en='<p onclick="x()">New<script>x()</script></p>')
        transaction.begin()
        text = get_terms().current.texts["en"]
        assert "script" not in text
        assert "onclick" not in text

    def test_publishes_nothing_that_holds_already(self, manager):
        tree = html.fromstring(manager.get("@@ndl-registration-terms").text)
        shown = {
            area.get("name"): area.text for area in tree.cssselect("#content textarea")
        }
        answer = self.publish(manager, **shown)
        assert "in force already" in message_of(answer)
        self.publish(manager)
        answer = self.publish(manager)
        assert "in force already" in message_of(answer)
        transaction.begin()
        assert get_terms().current.version == "2"

    def test_tells_moments_in_the_zone_of_the_site(self, manager, site):
        api.portal.set_registry_record("plone.portal_timezone", "Asia/Tokyo")
        transaction.commit()
        with time_machine.travel("2036-11-21T18:08:00Z", tick=False):
            answer = self.publish(manager)
            assert "Nov 22, 2036, 3:08" in answer.text.replace("\u202f", " ")
            assert "November 22, 2036" in manager.get("terms").text

    def test_keeps_what_was_typed(self, manager):
        answer = self.publish(manager, text_ja="", text_en="<p>Typed</p>")
        assert "every language" in message_of(answer)
        assert "&lt;p&gt;Typed" in answer.text
        transaction.begin()
        assert get_terms().current.version == "1"


HELD = (
    "my-account",
    "my-logins",
    "notices",
    "change-password",
    "apply-official",
    "@@personal-information",
    "my-account?x=1",
)
SERVICES = (
    ("get", "@users/{user_id}"),
    ("get", "@types"),
    ("get", ""),
    ("get", "@search"),
    ("post", "@users/{user_id}/reset-password"),
    ("patch", "@users/{user_id}"),
)


class TestGate:
    """Newer terms come before everything else, by whatever address."""

    @pytest.fixture
    def entered(self, visitor, patron, password, mails, new_terms):
        enter(visitor, patron, password, mails)
        return visitor

    def test_holds_pages(self, entered, subtests):
        for page in HELD:
            for method in ["get", "post"]:
                with subtests.test(page=page, method=method):
                    answer = getattr(entered, method)(page)
                    assert "/accept-terms?came_from=" in answer.url

    def test_leads_to_the_page_afterwards(self, entered):
        page = entered.get("my-account?x=1")
        answer = entered.submit(page.url, "accept-terms", accept="1")
        assert answer.url == f"{entered.url}/my-account?x=1"

    def test_holds_services(self, entered, patron, subtests):
        for method, service in SERVICES:
            with subtests.test(method=method, service=service):
                path = service.format(user_id=patron.user_id)
                headers = {"Accept": "application/json"}
                answer = getattr(entered, method)(path, json={}, headers=headers)
                assert answer.status_code == 403, answer.text
                assert "terms and conditions have changed" in answer.json()["message"]

    @pytest.mark.parametrize("page", ["terms", "logout", "", "register"])
    def test_lets_pass_what_is_open_to_everybody(self, entered, page):
        answer = entered.get(page)
        assert answer.status_code == 200
        assert "accept-terms" not in answer.url

    def test_lets_resources_pass(self, entered):
        answer = entered.get("++resource++ndl.registration/desk.css")
        assert answer.headers["Content-Type"].startswith("text/css")

    def test_ends_with_the_consent_over_rest(self, entered, patron):
        headers = {"Accept": "application/json"}
        found = entered.get("@terms", headers=headers).json()
        assert found["must_accept"]
        refusals = {
            "1": (409, "terms-changed"),
            "": (400, "fields-invalid"),
            None: (400, "fields-invalid"),
        }
        for version, refusal in refusals.items():
            answer = entered.post("@terms", json={"version": version}, headers=headers)
            said = answer.json()["error"]["code"]
            assert (answer.status_code, said) == refusal
        body = {"version": found["version"]}
        assert entered.post("@terms", json=body, headers=headers).status_code == 204
        transaction.begin()
        assert get_directory()[patron.user_id].terms_version == "2"
        assert entered.get("my-account").url.endswith("/my-account")
        assert not entered.get("@terms", headers=headers).json()["must_accept"]

    def test_is_not_for_staff_or_strangers(self, visitor, new_terms):
        answer = visitor.post("@terms", json={"version": "2"})
        assert answer.status_code in (401, 404)
        visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert "accept-terms" not in visitor.get("@@overview-controlpanel").url
