from ..pages.applicant import Applicant
from ..pages.applicant import errors_of
from ..pages.applicant import fields as fields_of
from ..pages.applicant import holder
from ..pages.applicant import OVERSEAS
from ..pages.applicant import photo
from ..pages.applicant import Reader
from ..pages.applicant import step_of
from ..pages.applicant import values_for
from ..pages.applicant import values_of
from datetime import date
from lxml import html
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.extra import PersonFields
from ndl.registration.declaration.extra import read_extra
from ndl.registration.declaration.extra import show_extra
from ndl.registration.interfaces import IPersonFields
from ndl.registration.review.queue import applications_of
from tests.policy_package import fields
from zope import schema
from zope.interface import Interface
from zope.interface.verify import verifyObject

import json
import pytest


ANSWERS = {
    "profession": "researcher",
    "since": "2001-02-03",
    "newsletter:list": "selected",
    "ward": "Azabu",
}
STORED = {
    "profession": "researcher",
    "since": "2001-02-03",
    "newsletter": "yes",
    "ward": "Azabu",
}
SHOWN = ("Researcher", "Azabu", "Send me the newsletter")


@pytest.fixture
def applicant(visit, mails):
    return Applicant(visit(), mails)


def files():
    return {"picture_1": ("1.jpg", photo(), "image/jpeg")}


class TestContract:
    @pytest.mark.parametrize("one", [fields.READER, fields.HOME, fields.QUESTION])
    def test_is_kept(self, one):
        assert verifyObject(IPersonFields, one)

    def test_refuses_what_could_not_be_stored(self):
        class IBad(Interface):
            pets = schema.List(title="Pets")

        with pytest.raises(ValueError, match="pets: List"):
            PersonFields(IBad)

    def test_refuses_an_unknown_section(self):
        with pytest.raises(ValueError, match="nowhere"):
            PersonFields(fields.IHome, "nowhere")


class TestForm:
    def test_asks_in_its_sections(self, applicant):
        applicant.come_to_form()
        tree = html.fromstring(applicant.answer("name", **fields_of()).text)
        assert tree.cssselect("[name='form.widgets.ward']")
        assert len(tree.cssselect("input[type=radio]")) == 2
        assert not tree.cssselect("[name='form.widgets.purpose']")

    def test_asks_only_those_whom_it_is_for(self, applicant):
        applicant.go_overseas()
        page = applicant.answer("name", **fields_of(OVERSEAS))
        assert "form.widgets.ward" not in page.text
        assert "form.widgets.profession" in page.text

    def test_asks_nothing_of_a_form_extender_and_says_so(self, applicant, caplog):
        page = applicant.come_to_form()
        assert "stray" not in page.text
        assert "stray is not asked" in caplog.text

    def test_says_what_is_missing_beside_the_field(self, applicant):
        applicant.come_to_form()
        answers = ANSWERS | {"profession": None, "ward": "None"}
        page = applicant.fill(**answers)
        assert {"profession", "ward"} <= set(errors_of(page))
        values = values_of(page)
        assert values["form.widgets.ward"] == "None"
        assert holder() is None

    def test_is_shown_to_be_confirmed_and_can_be_changed(self, applicant):
        applicant.come_to_form()
        page = applicant.fill(**ANSWERS)
        assert all(text in page.text for text in SHOWN)
        values = values_of(applicant.show("address"))
        assert values["form.widgets.ward"] == "Azabu"
        assert values["form.widgets.profession"] == "researcher"
        assert values["form.widgets.newsletter:list"] == "selected"


class TestPatron:
    @pytest.fixture
    def patron(self, applicant):
        applicant.come_to_form()
        applicant.fill(**ANSWERS)
        applicant.confirm()
        return holder()

    def test_holds_what_was_answered(self, patron):
        assert patron.extra == STORED
        assert read_extra(patron.extra)["profession"] == 1
        assert read_extra(patron.extra)["since"] == date(2001, 2, 3)

    def test_is_exported_with_it(self, patron):
        plain = json.loads(json.dumps(Declaration.from_patron(patron).to_plain()))
        assert plain["extra"] == STORED
        assert Declaration.from_plain(plain).extra == STORED

    def test_without_the_package_is_read_all_the_same(self, functional, patron):
        from .layer import POLICY

        POLICY._registrations.pop().undo()
        try:
            assert show_extra(patron.extra) == []
            assert Declaration.from_patron(patron).extra == STORED
        finally:
            POLICY.testSetUp()


class TestStep:
    def test_is_asked_on_its_page_and_stored(self, applicant):
        applicant.come_to_form()
        for step in ("name", "address"):
            page = applicant.answer(step, **values_for(step, fields_of(**ANSWERS)))
        assert step_of(page) == "visit"
        assert "Your first visit" in page.text
        applicant.fill(**ANSWERS, **{"guide:list": "selected"})
        applicant.confirm()
        assert holder().extra == STORED | {"guide": "yes"}

    def test_can_be_changed_from_the_last_page(self, applicant):
        applicant.come_to_form()
        page = applicant.fill(**ANSWERS, **{"guide:list": "selected"})
        assert "guided tour" in page.text
        assert "guided tour" in applicant.show("visit").text


class TestApplication:
    def test_holds_and_shows_the_answers(self, applicant, manager):
        applicant.come_to_form("official")
        page = applicant.fill(files(), **ANSWERS)
        assert "In a line or two." in page.text
        applicant.fill(files(), **ANSWERS, purpose="Maps\nof Edo")
        applicant.confirm()
        patron = holder()
        assert patron.extra == STORED | {"purpose": "Maps\nof Edo"}
        [application] = applications_of(patron.user_id)
        assert application.declared["extra.ward"] == "Azabu"
        page = manager.get(application.absolute_url()).text
        assert all(text in page for text in (*SHOWN, "of Edo"))

    def test_of_a_simple_patron_asks_and_keeps_the_rest(
        self, visit, applicant, mails, password
    ):
        applicant.come_to_form()
        applicant.fill(**ANSWERS)
        applicant.confirm()
        patron = holder()
        from ..visitor import code_in

        visitor = visit()
        visitor.log_in(patron.user_id, password)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert all(text in visitor.get("my-account").text for text in SHOWN)
        second = Reader(visitor)
        second.answer("name")
        values = values_of(second.show("address"))
        assert values["form.widgets.ward"] == "Azabu"
        assert "form.widgets.profession" not in values
        second.fill(files(), ward="Ginza", purpose="Maps")
        second.confirm()
        assert holder().extra == STORED | {"ward": "Ginza", "purpose": "Maps"}
