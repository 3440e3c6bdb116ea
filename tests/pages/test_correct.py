"""From a declined application to the corrected one, past what was right (R127-R129)."""

from .applicant import Reader
from .applicant import step_of
from .applicant import values_of
from .desk.conftest import applicant
from .desk.conftest import application
from .desk.conftest import log_in
from .desk.conftest import staff
from .test_my_account import decide
from .test_my_account import make_application
from lxml import html
from ndl.registration.review.queue import applications_of
from transaction import begin

import pytest


__all__ = ["applicant", "application", "decide", "log_in", "make_application", "staff"]


@pytest.fixture
def declined(make_application, decide, log_in, applicant):
    """Declines with these parts, and opens what the notice leads to."""

    make_application()

    def decline(*parts):
        decide("decline", reasons=("different",), note="", parts=parts)
        visitor = log_in(applicant.user_id)
        return visitor, visitor.get("apply-official")

    return decline


def marked(page):
    tree = html.fromstring(page.text)
    fields = tree.cssselect(".ndl-marked")
    told = tree.cssselect("#ndl-wrong li")
    names = [field.get("name").split(".")[-1].split(":")[0] for field in fields]
    return [one.text_content().strip() for one in told], set(names)


class TestWay:
    def test_leads_to_what_was_wrong_and_then_to_the_pictures(
        self, declined, applicant
    ):
        visitor, page = declined("address")
        assert step_of(page) == "address"
        told, fields = marked(page)
        assert told == ["Address"]
        assert {"street", "city", "postal_code"} <= fields
        reader = Reader.__new__(Reader)
        reader.visitor, reader.page = visitor, page
        page = reader.answer("address", **{"form.widgets.street": "二丁目2"})
        assert "二丁目2" in page.text
        assert "the image of your last application" in page.text
        assert applicant.full_name in page.text
        reader.confirm()
        begin()
        assert len(applications_of(applicant.user_id)) == 2
        assert applicant.residence.street == "二丁目2"

    def test_of_pictures_leads_to_them(self, declined):
        _visitor, page = declined("first-image")
        assert step_of(page) == "document"
        told, fields = marked(page)
        assert told == ["First image of the identification document"]
        assert fields == {"picture_1"}

    def test_of_the_name_leads_to_it_and_keeps_the_address(self, declined):
        visitor, page = declined("name", "first-image")
        assert step_of(page) == "name"
        assert "family_name" in marked(page)[1]
        values = {name: value for name, value in values_of(page).items() if value}
        page = visitor.post(
            "apply-official/name", data=values | {"form.buttons.next": "1"}
        )
        assert step_of(page) == "document"

    def test_is_one_click_from_the_notice(self, declined):
        visitor, _page = declined("address")
        notices = html.fromstring(visitor.get("notices").text)
        (link,) = notices.cssselect("article.card a.btn")
        assert step_of(visitor.get(link.get("href"))) == "address"

    def test_the_notice_says_whom_to_ask_about_the_birth_date(self, declined):
        visitor, _page = declined("birth-date")
        assert "please contact the library before" in visitor.get("notices").text

    def test_a_picture_that_is_carried_over_is_not_shown(self, declined):
        visitor, page = declined("second-image")
        assert "the image of your last application" in page.text
        assert visitor.get("apply-picture?show=1").status_code == 404

    def test_right_steps_can_still_be_changed(self, declined):
        visitor, _page = declined("first-image")
        page = visitor.get("apply-official/name")
        assert step_of(page) == "name"
        assert marked(page) == ([], set())

    def test_without_parts_begins_at_the_first_step(self, log_in, applicant):
        page = log_in(applicant.user_id).get("apply-official")
        assert step_of(page) == "class"
