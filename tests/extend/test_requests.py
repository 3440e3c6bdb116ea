from lxml import html
from ndl.registration.interfaces import ILibraryService
from ndl.registration.library.requests.errors import NotRequestable
from ndl.registration.library.requests.fields import fields_of
from ndl.registration.library.requests.mine import filed_requests
from ndl.registration.library.requests.mine import load_requests
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.settings import settings
from plone import api
from plone.dexterity.fti import DexterityFTI
from tests.policy_package import requests
from zope.interface.verify import verifyObject

import pytest
import transaction


PAGE = "request-service/binding"
FIELDS = {
    "form.widgets.title": "Hototogisu",
    "form.widgets.cover:list": "cloth",
    "form.widgets.IUrgency.urgent:list": "selected",
    "form.buttons.send": "1",
}


def test_contract_is_kept():
    assert verifyObject(ILibraryService, requests.BINDING)


class TestServiceWithAContentType:
    def test_is_asked_with_its_schema_and_behaviours(self, logged_in, patron):
        page = html.fromstring(logged_in.get(PAGE).text)
        names = page.xpath("//form//*[contains(@name, 'form.widgets.')]/@name")
        for name in ("title", "cover", "urgent"):
            assert [one for one in names if name in one], names
        sent = {n: v for n, v in FIELDS.items() if "urgent" not in n}
        [box] = page.xpath("//input[@type='checkbox']/@name")
        missing = logged_in.submit(PAGE, **sent | {"form.widgets.title": ""})
        assert html.fromstring(missing.text).xpath(
            "//*[@id='form-widgets-title-error']"
        )
        logged_in.submit(PAGE, **sent | {box: "selected"})
        transaction.begin()
        [made] = load_requests(filed_requests(patron))
        assert made.values == {"title": "Hototogisu", "cover": "cloth", "urgent": True}

    def test_is_handled_and_saved_like_any_other(
        self, functional_portal, visit, make_patron, manager, mails
    ):
        values = {"title": "Hototogisu", "cover": "cloth", "urgent": True}
        settings().public_url = manager.url
        made = place_request(make_patron(), "binding", values)
        transaction.commit()
        page = manager.get(f"patron-request?request={made.request_id}").text
        for words in ("Binding of periodicals", "Cover", "I need it within a week"):
            assert words in page
        assert "Cover: cloth" in manager.get("request-export?service=binding").text


class TestFieldsInTheControlPanel:
    @pytest.fixture
    def typed(self, functional_portal):
        """A content type as the control panel of Plone makes it."""
        types = api.portal.get_tool("portal_types")
        made = DexterityFTI("typed", behaviors="plone.dublincore", schema="")
        types._setObject("typed", made)
        return made

    def test_are_checked_when_a_service_names_them(self, manager, typed):
        transaction.commit()
        page = "@@ndl-registration-row/services/binding"
        for name, words in (
            ("strange", "neither fields nor a content type"),
            ("typed", "cannot store these fields"),
        ):
            sent = {"form.widgets.fields": name, "form.buttons.save": "1"}
            answer = manager.submit(page, **sent, **{"form.widgets.position": "5"})
            assert words in answer.text
        rest = manager.patch(
            "@registration-tables/services/binding",
            json={"fields": "strange"},
            headers={"Accept": "application/json"},
        )
        assert rest.json()["error"]["fields"].keys() == {"fields"}

    def test_that_are_gone_close_the_service(self, portal):
        api.portal.get_tool("portal_types").manage_delObjects(["binding"])
        with pytest.raises(NotRequestable):
            fields_of(SERVICE_TABLE.rows()["binding"])

    def test_that_are_gone_leave_no_button_that_leads_nowhere(self, logged_in):
        assert "data-service" not in logged_in.get(PAGE).text
        api.portal.get_tool("portal_types").manage_delObjects(["binding"])
        transaction.commit()
        page = html.fromstring(logged_in.get(PAGE).text)
        [card] = page.xpath("//*[@data-service='binding']")
        assert "cannot be requested in the portal at present" in card.text_content()
        assert not card.xpath(".//a")
        assert not html.fromstring(logged_in.get("request-service").text).xpath(
            "//*[@data-service='binding']"
        )
