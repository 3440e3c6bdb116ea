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
from ndl.registration.library.my_list.entries import place_of
from ndl.registration.library.my_list.entries import remove_entry
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.requests.request import State
from ndl.registration.library.search.record import make_record
from ndl.registration.library.search.record import seal_record
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.patrons.record import PatronClass
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.dexterity.fti import DexterityFTI

import pytest
import re
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


def lost(page):
    """What the page shows of texts that found no place."""
    tree = html.fromstring(page.text)
    names = [one.text_content() for one in tree.cssselect("#typed dt")]
    texts = [one.text_content() for one in tree.cssselect("#typed dd")]
    return dict(zip(names, texts, strict=True))


def made_of(sent):
    """The values of a form, by field."""
    name = "form.widgets."
    return {n.removeprefix(name): v for n, v in sent.items() if n.startswith(name)}


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
        assert words in message_of(answer)
        if "fields" in change:
            assert {"みだれ髪", "pp. 12-25"} <= set(lost(answer).values())
        else:
            assert value_of(answer, "title") == "みだれ髪"
            assert value_of(answer, "pages") == "pp. 12-25"
            assert lost(answer) == {}
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


@pytest.fixture
def binding(site):
    """A service whose fields are those of a content type."""
    model = """
    <model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
      <field name="title" type="zope.schema.TextLine"><title>Periodical</title></field>
      <field name="wish" type="zope.schema.Text">
        <title>Wishes</title><required>False</required>
      </field>
    </schema></model>
    """

    def change(text):
        transaction.begin()
        site.portal_types["binding"].manage_changeProperties(model_source=text)
        transaction.commit()

    fti = DexterityFTI("binding", klass="plone.dexterity.content.Item")
    fti.model_source = model
    site.portal_types._setObject("binding", fti)
    row = SERVICE_TABLE.values_of("article-research")
    SERVICE_TABLE.change("binding", row | {"fields": "binding"})
    transaction.commit()
    return lambda *, without: change(re.sub(without, "", model, flags=re.DOTALL))


class TestFieldsThatAreGone:
    PAGE = "request-service/binding"
    SENT = {
        "form.widgets.title": "白樺",
        "form.widgets.wish": "Red\ncloth, " + "x" * 1500,
        "form.buttons.send": "1",
    }
    WISH = '<field name="wish".*?</field>'

    def test_stop_the_form_and_show_what_was_written(self, logged_in, patron, binding):
        hidden = hidden_of(logged_in.get(self.PAGE))
        binding(without=self.WISH)
        answer = logged_in.post(self.PAGE, data=hidden | self.SENT)
        assert "Nothing has been sent" in message_of(answer)
        assert lost(answer) == {"wish": self.SENT["form.widgets.wish"]}
        assert value_of(answer, "title") == "白樺"
        assert placed(patron) == []
        again = {n: v for n, v in self.SENT.items() if "wish" not in n}
        logged_in.post(self.PAGE, data=hidden_of(answer) | again)
        assert placed(patron)[0].values == {"title": "白樺"}

    def test_stay_in_a_request_that_is_changed(self, logged_in, patron, binding):
        logged_in.submit(self.PAGE, **self.SENT)
        [made] = placed(patron)
        page = f"change-request?request={made.request_id}"
        hidden = hidden_of(logged_in.get(page))
        binding(without=self.WISH)
        answer = logged_in.post("change-request", data=hidden | self.SENT)
        assert list(lost(answer)) == ["wish"]
        sent = {"form.widgets.title": "明星", "form.buttons.send": "1"}
        logged_in.post("change-request", data=hidden_of(answer) | sent)
        assert placed(patron)[0].values == made_of(self.SENT) | {"title": "明星"}

    def test_with_their_type_or_the_service_lose_nothing(
        self, site, logged_in, patron, binding
    ):
        logged_in.submit(self.PAGE, **self.SENT)
        [made] = placed(patron)
        hidden = hidden_of(logged_in.get(self.PAGE))
        change = hidden_of(logged_in.get(f"change-request?request={made.request_id}"))
        site.portal_types._delObject("binding")
        transaction.commit()
        answer = logged_in.post(self.PAGE, data=hidden | self.SENT)
        assert "cannot be requested" in message_of(answer)
        assert set(made_of(self.SENT).values()) <= set(lost(answer).values())
        answer = logged_in.post("change-request", data=change | self.SENT)
        assert "cannot be requested" in message_of(answer)
        assert set(made_of(self.SENT).values()) <= set(lost(answer).values())
        assert made.request_id in answer.text
        transaction.begin()
        SERVICE_TABLE.reset("binding")
        transaction.commit()
        answer = logged_in.post(self.PAGE, data=hidden | self.SENT)
        assert answer.status_code == 404
        assert "does not offer this service" in message_of(answer)
        assert "白樺" in lost(answer).values()
        assert logged_in.get(self.PAGE).status_code == 404

    def test_are_refused_by_name_over_rest(self, logged_in, patron, binding):
        body = {"service": "binding", "values": {"title": "白樺", "wish": "Red"}}
        binding(without=self.WISH)
        answer = logged_in.post("@my-requests", json=body, headers=JSON)
        assert answer.status_code == 400
        assert list(answer.json()["error"]["fields"]) == ["wish"]
        assert placed(patron) == []

    def test_may_be_sent_back_over_rest_as_they_were(
        self, logged_in, patron, binding, subtests
    ):
        logged_in.submit(self.PAGE, **self.SENT)
        [made] = placed(patron)
        binding(without=self.WISH)
        address = f"@my-requests/{made.request_id}"
        whole = logged_in.get(address, headers=JSON).json()
        for wish, status in ((whole["values"]["wish"], 200), ("other", 400)):
            with subtests.test(status=status):
                values = {"title": "明星", "wish": wish}
                mark = logged_in.get(address, headers=JSON).json()["mark"]
                body = {"values": values, "mark": mark}
                answer = logged_in.patch(address, json=body, headers=JSON)
                assert answer.status_code == status
                kept = made_of(self.SENT) | {"title": "明星"}
                assert placed(patron)[0].values == kept


class TestPatronWhoIsLess:
    def test_as_simple_again_is_refused_with_all_that_was_typed(
        self, logged_in, patron
    ):
        transaction.begin()
        patron.change_class(PatronClass.OFFICIAL)
        patron.issue_card("C1")
        transaction.commit()
        page = "request-service/closed-stacks"
        hidden = hidden_of(logged_in.get(page))
        transaction.begin()
        patron.change_class(PatronClass.SIMPLE)
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
        patron.end_after(date(2020, 1, 1))
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


class TestDoorsOfPlone:
    @pytest.mark.parametrize("who", ["patron", "clerk", "manager"])
    def test_show_and_move_no_request(
        self, who, logged_in, clerk, visit, asked, patron, subtests
    ):
        visitor = {"patron": logged_in, "clerk": clerk}.get(who) or visit()
        if who == "manager":
            visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        token = html.fromstring(logged_in.get(COPY_PAGE).text).xpath(
            "//input[@name='_authenticator']/@value"
        )[0]
        number = asked.request_id
        step = {"workflow_action": "accept", "step": "accept", "_authenticator": token}
        for page, data in (
            ("my-request/content_status_modify", {"request": number, **step}),
            ("request-desk/content_status_modify", {"request": number, **step}),
            ("content_status_modify", {"request": number, **step}),
            ("portal_workflow/doActionFor", {"ob": number, "action": "accept"}),
            (f"my-request/{number}/@workflow/accept", {}),
            (f"my-requests/{number}/delete_confirmation", {"submitted": "1"}),
            ("manage_delObjects", {"ids": number, "_authenticator": token}),
        ):
            with subtests.test(page=page):
                answer = visitor.post(page, data=data)
                assert "みだれ髪" not in answer.text
        for page in (
            f"@search?SearchableText={number}",
            "@search?SearchableText=みだれ髪",
            f"my-request/@workflow?request={number}",
            f"portal_workflow/getInfoFor?ob={number}&name=review_state",
        ):
            with subtests.test(page=page):
                answer = visitor.get(page, headers=JSON)
                assert number not in answer.text.replace(page, "")
                assert '"items_total": 0' in answer.text or "@search" not in page
        for page in ("folder_contents", f"livesearch?SearchableText={number}"):
            with subtests.test(page=page):
                assert "みだれ髪" not in visitor.get(page).text
        [same] = placed(patron)
        assert (same.state, len(same.history)) == (State.REQUESTED, 1)
