"""A form that was open a moment ago, and whoever is not to send it."""

from ...visitor import message_of
from .conftest import COPY
from .conftest import VALUES
from .test_pages import COPY_PAGE
from .test_pages import fields
from .test_pages import placed
from datetime import date
from lxml import html
from ndl.registration.library.my_list.entries import add_record
from ndl.registration.library.my_list.entries import remove_entry
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.my_list.places import place_of
from ndl.registration.library.search.record import make_record
from ndl.registration.library.search.record import seal_record
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.patrons.patron import PatronClass

import pytest
import transaction


JSON = {"Accept": "application/json"}
UNTITLED = make_record(authors=["与謝野晶子"], year="1901")


def hidden_of(page):
    """What the form of a new request, or of a change, sends back unseen."""
    found = html.fromstring(page.text).cssselect(
        "#content form[method=post] input[type=hidden]"
    )
    return {one.get("name"): one.get("value") for one in found}


def value_of(page, name):
    [found] = html.fromstring(page.text).xpath(
        f"//input[@name='form.widgets.{name}']/@value"
    )
    return found


def close(service, **values):
    row = SERVICE_TABLE.values_of(service)
    SERVICE_TABLE.change(service, row | values)
    transaction.commit()


class TestServiceThatClosedASecondAgo:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"offered": False}, "does not offer this service at present"),
            ({"needs_card": True}, "not open to you at present"),
            ({"fields": "-"}, "cannot be requested in the portal at present"),
        ],
    )
    def test_refuses_the_form(self, logged_in, patron, change, words):
        hidden = hidden_of(logged_in.get(COPY_PAGE))
        close("remote-photoduplication", **change)
        answer = logged_in.post(COPY_PAGE, data=hidden | fields(**COPY))
        assert words in answer.text
        assert placed(patron) == []
        if "fields" not in change:
            assert words in message_of(answer)
            assert value_of(answer, "title") == "みだれ髪"
            assert value_of(answer, "pages") == "pp. 12-25"
        assert "form.buttons.send" not in logged_in.get(COPY_PAGE).text

    def test_refuses_a_change(self, logged_in, patron):
        logged_in.submit(COPY_PAGE, **fields(**COPY))
        [made] = placed(patron)
        page = f"change-request?request={made.request_id}"
        hidden = hidden_of(logged_in.get(page))
        close("remote-photoduplication", offered=False)
        sent = fields(**COPY | {"pages": "pp. 1-3"})
        answer = logged_in.post("change-request", data=hidden | sent)
        assert "does not offer this service" in message_of(answer)
        assert value_of(answer, "pages") == "pp. 1-3"
        assert placed(patron)[0].values["pages"] == "pp. 12-25"


class TestPatronWhoIsLess:
    def test_as_simple_again_is_refused_with_all_that_was_typed(
        self, logged_in, patron
    ):
        transaction.begin()
        patron.patron_class, patron.card = PatronClass.OFFICIAL, "C1"
        transaction.commit()
        page = "request-service/closed-stacks"
        hidden = hidden_of(logged_in.get(page))
        transaction.begin()
        patron.patron_class = PatronClass.SIMPLE
        transaction.commit()
        values = VALUES["closed-stacks"]()
        sent = {
            "form.widgets.title": values["title"],
            "form.widgets.place:list": "tokyo",
            "form.widgets.day": values["day"].isoformat(),
            "form.buttons.send": "1",
        }
        answer = logged_in.post(page, data=hidden | sent)
        assert "not open to you at present" in message_of(answer)
        assert value_of(answer, "title") == "Genji"
        assert placed(patron) == []

    def test_as_expired_is_nobody(self, logged_in, patron):
        hidden = hidden_of(logged_in.get(COPY_PAGE))
        transaction.begin()
        patron.valid_until = date(2020, 1, 1)
        transaction.commit()
        answer = logged_in.post(COPY_PAGE, data=hidden | fields(**COPY))
        assert "Your request has been placed" not in answer.text
        body = {"service": "article-research", "values": {"title": "x"}}
        rest = logged_in.post("@my-requests", json=body, headers=JSON)
        assert rest.status_code in (401, 403)
        assert placed(patron) == []

    def test_after_half_a_login_is_nobody(self, visit, patron, password, mails):
        half = visit()
        half.log_in(patron.user_id, password)
        for page in (COPY_PAGE, "my-requests", "my-list", "change-request"):
            assert "/login" in half.get(page).url, page
        assert "/login" in half.post(COPY_PAGE, data=fields(**COPY)).url
        body = {"service": "article-research", "values": {"title": "x"}}
        for method in ("GET", "POST"):
            for service in ("@my-requests", "@my-list"):
                answer = half.request(method, service, json=body, headers=JSON)
                assert answer.status_code == 401, (method, service)
        assert placed(patron) == []


class TestRecord:
    def test_without_a_title_needs_one_to_be_requested(self, logged_in, patron):
        page = f"{COPY_PAGE}?record={seal_record(UNTITLED)}"
        shown = logged_in.get(page)
        assert value_of(shown, "author") == "与謝野晶子"
        untitled = logged_in.submit(page, COPY_PAGE, **fields(**COPY | {"title": ""}))
        assert html.fromstring(untitled.text).xpath(
            "//*[@id='form-widgets-title-error']"
        )
        logged_in.submit(page, COPY_PAGE, **fields(**COPY))
        [made] = placed(patron)
        assert made.record == UNTITLED
        assert (
            "(no title)" in logged_in.get(f"my-request?request={made.request_id}").text
        )

    def test_of_my_list_fills_in_the_form(self, logged_in, patron, subtests):
        assert "Fill in from My List" not in logged_in.get(COPY_PAGE).text
        transaction.begin()
        each = first_list(patron)
        record = make_record(title="草枕", authors=["夏目漱石"], year="1906")
        entry, _is_new = add_record(each, record)
        transaction.commit()
        shown = html.fromstring(logged_in.get(COPY_PAGE).text)
        [place] = shown.xpath("//select[@id='entry']/option/@value")
        assert place == place_of(each, entry)
        page = f"{COPY_PAGE}?entry={place}"
        assert value_of(logged_in.get(page), "title") == "草枕"
        sent = fields(**COPY | {"title": "草枕"})
        logged_in.submit(page, COPY_PAGE, **sent)
        [made] = placed(patron)
        assert (made.title, made.record) == ("草枕", record)
        with subtests.test("in a service without a work"):
            plain = logged_in.get("request-service/article-research").text
            assert "Fill in from My List" in plain
        with subtests.test("that is gone"):
            transaction.begin()
            remove_entry(first_list(patron), entry.entry_id)
            transaction.commit()
            assert value_of(logged_in.get(page), "title") == ""
        for strange in ("x", "x.y", f"{each.list_id}.x", "." * 300):
            with subtests.test(strange=strange):
                answer = logged_in.get(f"{COPY_PAGE}?entry={strange}")
                assert answer.status_code == 200
