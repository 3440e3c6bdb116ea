from ..visitor import code_in
from ..visitor import message_of
from .conftest import CONTENTS
from concurrent.futures import ThreadPoolExecutor
from lxml import html
from ndl.registration.events import AuditTag
from ndl.registration.library.service_terms import publish_service_terms
from ndl.registration.library.service_terms import terms_of
from ndl.registration.library.services import SERVICE_TABLE
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from threading import Barrier

import pytest
import transaction


TERMS = f"service-terms?service={CONTENTS}"
TEXTS = {"en": "<p>Newer rules</p>", "ja": "<p>新しい規約</p>"}


@pytest.fixture
def newer(entitled):
    publish_service_terms(CONTENTS, TEXTS, "1")
    transaction.commit()


def shown(visitor, name):
    tree = html.fromstring(visitor.get("library-services").text)
    (card,) = tree.xpath(f"//article[@data-service='{name}']")
    return " ".join(card.text_content().split()), card


class TestServices:
    def test_are_told_to_strangers(self, visitor):
        text, _card = shown(visitor, CONTENTS)
        assert "residents of Japan only" in text
        assert "agree to its terms" in text
        assert "open to you" not in text

    def test_say_what_is_not_open_and_why(self, logged_in):
        text, card = shown(logged_in, CONTENTS)
        assert "Not open to you at present" in text
        assert "Official user registration is required" in text
        assert card.xpath(".//a[contains(@href, '/apply-official')]")

    def test_say_what_can_be_requested(self, logged_in):
        text, _card = shown(logged_in, "reservation")
        assert "You can request this service" in text
        assert "obtain a card" in text

    def test_lead_to_the_terms(self, official, logged_in):
        _text, card = shown(logged_in, CONTENTS)
        assert card.xpath(".//a[contains(., 'Read the terms and agree')]/@href")

    def test_are_told_in_japanese(self, logged_in):
        logged_in.cookies.set("I18N_LANGUAGE", "ja")
        text, _card = shown(logged_in, "article-research")
        assert "利用できます" in text

    def test_have_the_link_of_the_library_in_the_language_of_the_reader(
        self, logged_in, site
    ):
        address = "https://www.example.org/copies"
        values = SERVICE_TABLE.values_of("article-research") | {"link_ja": address}
        SERVICE_TABLE.change("article-research", values)
        transaction.commit()
        for language in ("en", "ja"):
            logged_in.cookies.set("I18N_LANGUAGE", language)
            _text, card = shown(logged_in, "article-research")
            assert address in card.xpath(".//a/@href")

    def test_are_not_cached(self, visitor):
        answer = visitor.get("library-services")
        assert "no-store" in answer.headers["Cache-Control"]


class TestTerms:
    def test_are_open_to_everybody_without_a_form(self, visitor):
        page = visitor.get(TERMS)
        assert "for your own use" in page.text
        assert not html.fromstring(page.text).cssselect("#accept")
        visitor.cookies.set("I18N_LANGUAGE", "ja")
        assert "本サービスは" in visitor.get(TERMS).text

    @pytest.mark.parametrize("name", ["", "nothing", "article-research", "a" * 500])
    def test_of_no_such_service_are_not_found(self, visitor, name):
        assert visitor.get(f"service-terms?service={name}").status_code == 404

    def test_are_agreed_to_and_withdrawn(self, official, logged_in, shelf, audited):
        assert logged_in.get("shelf/book").url.endswith("insufficient-privileges") or (
            "Wasurenagusa" not in logged_in.get("shelf/book").text
        )
        answer = logged_in.submit(TERMS, "service-terms", accept="1")
        assert "You have agreed" in answer.text
        assert "Wasurenagusa" in logged_in.get("shelf/book").text
        logged_in.submit("my-consents", withdraw=CONTENTS)
        assert "Wasurenagusa" not in logged_in.get("shelf/book").text
        found = [e.tag for e in audited if "consent" in e.tag]
        assert found == [AuditTag.CONSENT_GIVEN, AuditTag.CONSENT_WITHDRAWN]

    def test_need_the_box(self, official, logged_in):
        answer = logged_in.submit(TERMS, "service-terms")
        assert "check the box" in message_of(answer)
        transaction.begin()
        assert not official.consents

    def test_need_our_form(self, official, logged_in):
        fields = {"service": CONTENTS, "version": "1", "accept": "1"}
        logged_in.post("service-terms", data=fields)
        transaction.begin()
        assert not official.consents

    def test_that_are_not_the_latest_are_refused_clearly(
        self, entitled, logged_in, newer
    ):
        fields = {"accept": "1", "version": "1"}
        answer = logged_in.submit(TERMS, "service-terms", **fields)
        assert "not the latest terms" in message_of(answer)
        assert "Newer rules" in answer.text
        transaction.begin()
        assert entitled.consents[CONTENTS].version == "1"

    def test_older_ones_can_be_read_but_not_agreed_to(self, logged_in, newer):
        page = logged_in.get(f"{TERMS}&version=1")
        assert "This is an older version" in page.text
        assert not html.fromstring(page.text).cssselect("#accept")

    def test_of_strangers_lead_to_the_login(self, visitor, site):
        fields = {"service": CONTENTS, "version": "1", "accept": "1"}
        answer = visitor.submit("login", "service-terms", **fields)
        assert answer.url.endswith("/login")


class TestAtLogin:
    def test_newer_terms_are_asked_and_everything_else_stays_open(
        self, newer, entitled, visitor, password, mails
    ):
        aim = f"{visitor.url}/my-logins"
        visitor.log_in(entitled.user_id, password, aim)
        code = code_in(mails[-1])
        page = visitor.submit("login-code", code=code, enter="1", came_from=aim)
        assert "/my-consents?came_from=" in page.url
        assert "terms of use of a service have changed" in page.text
        assert f'href="{aim}"' in page.text
        assert visitor.get("my-account").url.endswith("/my-account")
        (terms,) = html.fromstring(page.text).xpath(
            "//a[contains(@href, '/service-terms')]/@href"
        )
        answer = visitor.submit(terms, "service-terms", accept="1")
        assert answer.url == aim

    def test_no_page_of_another_site_is_gone_on_to(self, newer, logged_in):
        page = logged_in.get("my-consents?came_from=https://evil.example.org/")
        links = html.fromstring(page.text).xpath("//*[@id='content']//a/@href")
        assert links
        assert not [link for link in links if "evil" in link]


class TestParallelConsents:
    def test_leave_one_consent_and_one_line(self, official, logged_in, visit, audited):
        tree = html.fromstring(logged_in.get(TERMS).text)
        hidden = tree.cssselect("#content form input[type=hidden]")
        fields = {f.get("name"): f.get("value") or "" for f in hidden} | {"accept": "1"}
        gate = Barrier(8)

        def agree(_number):
            twin = visit()
            twin.cookies.update(logged_in.cookies)
            gate.wait()
            return twin.post("service-terms", data=fields).text

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(agree, range(8)))
        assert all("You have agreed" in text for text in answers)
        transaction.begin()
        assert official.consents[CONTENTS].version == "1"

    def test_to_two_services_are_both_kept(self, official, logged_in, visit, site):
        values = SERVICE_TABLE.values_of("map-room") | {
            "title_en": "Map room",
            "simple": True,
            "needs_consent": True,
            "offered": True,
            "position": 5,
        }
        SERVICE_TABLE.change("map-room", values)
        transaction.commit()
        tree = html.fromstring(logged_in.get(TERMS).text)
        token = tree.xpath("//input[@name='_authenticator']/@value")[-1]
        gate = Barrier(2)

        def agree(name):
            twin = visit()
            twin.cookies.update(logged_in.cookies)
            fields = {"service": name, "version": "1", "accept": "1"}
            gate.wait()
            twin.post("service-terms", data=fields | {"_authenticator": token})

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(agree, (CONTENTS, "map-room")))
        transaction.begin()
        assert set(official.consents) == {CONTENTS, "map-room"}


class TestControlPanel:
    PANEL = f"@@ndl-registration-terms?service={CONTENTS}"

    @pytest.fixture
    def manager(self, visitor):
        visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        return visitor

    def publish(self, manager, **fields):
        form = {"text_en": "<p>Newer rules</p>", "text_ja": "<p>新</p>"} | fields
        return manager.submit(self.PANEL, "@@ndl-registration-terms", **form)

    def test_publishes_the_terms_of_a_service(self, manager, entitled):
        answer = self.publish(manager, text_en="<p>Newer<script>x()</script></p>")
        assert "Version 2 is in force" in answer.text
        transaction.begin()
        assert terms_of(CONTENTS).current.texts["en"] == "<p>Newer</p>"
        assert "Newer" in manager.get(TERMS).text

    def test_needs_every_language_and_keeps_what_was_typed(self, manager):
        answer = self.publish(manager, text_ja="")
        assert "every language" in message_of(answer)
        assert "&lt;p&gt;Newer rules" in answer.text

    def test_shows_what_it_would_be(self, manager):
        assert "Newer rules" in self.publish(manager, preview="1").text
        transaction.begin()
        assert terms_of(CONTENTS).current.version == "1"

    def test_of_no_such_service_is_not_found(self, manager):
        page = "@@ndl-registration-terms?service=nothing"
        assert manager.get(page).status_code == 404

    def test_leads_from_one_to_the_other(self, manager):
        assert f"service={CONTENTS}" in manager.get("@@ndl-registration-terms").text


def test_buttons_name_the_service_in_the_language_of_the_page(entitled, logged_in):
    logged_in.headers["Accept-Language"] = "ja"
    logged_in.cookies.set("I18N_LANGUAGE", "ja")
    page = html.fromstring(logged_in.get("my-consents").text)
    (button,) = page.cssselect("button[name=withdraw]")
    assert "個人向けデジタル化資料送信サービス" in button.text_content()
