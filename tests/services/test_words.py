"""The library's own words and tables over REST."""

from ..staff import add_staff
from ..staff import LATER
from ..staff import log_in
from ..staff import switch_on
from ndl.registration.documents.kinds import KIND_TABLE
from ndl.registration.mail.compose import send_mail
from ndl.registration.mail.shipped import mail_texts
from ndl.registration.mail.texts import has_own_text
from ndl.registration.registration.guidance import own_text
from ndl.registration.registration.terms import get_terms
from ndl.registration.review.parts import Part
from ndl.registration.review.reasons import parts_of
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from zope.globalrequest import getRequest

import pytest
import time_machine
import transaction


MAILS = "@registration-mails"
GUIDANCE = "@registration-guidance"
TABLES = "@registration-tables"
TERMS = "@registration-terms"
LINK = {"link": "https://portal.example.org/x", "hours": 24}
SERVICES = (MAILS, GUIDANCE, TABLES, TERMS)
# One change by each service, and what tells that it was made.
CHANGES = {
    MAILS: (
        "PATCH",
        f"{MAILS}/registration-link",
        {"language": "en", "subject": "Hello", "body": "Open $link now."},
        lambda: has_own_text(mail_texts()["registration-link"], "en"),
    ),
    GUIDANCE: (
        "PATCH",
        f"{GUIDANCE}/news",
        {"texts": {"en": "<p>Closed on Friday</p>"}},
        lambda: own_text("news", "en"),
    ),
    TABLES: (
        "PATCH",
        f"{TABLES}/kinds/residence-card",
        {"title_en": "Residence card"},
        lambda: KIND_TABLE.is_changed("residence-card"),
    ),
    TERMS: (
        "POST",
        TERMS,
        {"previous": "1", "texts": {"en": "<p>New</p>", "ja": "<p>新</p>"}},
        lambda: get_terms().is_published,
    ),
}


@pytest.fixture
def manager(visitor):
    visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    visitor.headers["Accept"] = "application/json"
    return visitor


@pytest.fixture
def send(manager):
    def ask(method, path, body=None):
        answer = manager.request(method, path, json=body)
        look_again()
        return answer

    return ask


def look_again():
    """See what others have written; the registry caches for the test's own request."""
    transaction.begin()
    getRequest().other.pop("_plone_registry_cache", None)


def made(name):
    look_again()
    return bool(CHANGES[name][3]())


class TestDoor:
    @pytest.mark.parametrize("name", SERVICES)
    def test_is_closed_to_strangers(self, visitor, name):
        visitor.headers["Accept"] = "application/json"
        method, path, body, _is_made = CHANGES[name]
        assert visitor.get(name).status_code == 401
        assert visitor.request(method, path, json=body).status_code == 401
        assert not made(name)

    @pytest.mark.parametrize("name", SERVICES)
    @pytest.mark.parametrize(("age", "status"), [(599, 204), (600, 401)])
    def test_asks_for_a_fresh_code(self, site, visit, mails, name, age, status):
        manager = add_staff("manager", roles=("Member", "Manager"))
        switch_on()
        method, path, body, _is_made = CHANGES[name]
        with time_machine.travel(LATER, tick=False) as clock:
            visitor = visit()
            log_in(visitor, mails, manager)
            clock.shift(age)
            visitor.headers["Accept"] = "application/json"
            answer = visitor.request(method, path, json=body)
            assert answer.status_code == status
        assert made(name) is (status == 204)

    def test_refuses_what_it_does_not_understand(self, manager, subtests):
        for name in SERVICES:
            for body in [
                "[]",
                "{",
                '"x"',
                '{"texts": 7, "title_en": 7, "language": 7}',
            ]:
                with subtests.test(name=name, body=body):
                    method, path, _body, _is_made = CHANGES[name]
                    headers = {"Content-Type": "application/json"}
                    answer = manager.request(method, path, data=body, headers=headers)
                    assert answer.status_code == 400
                    assert answer.json()["error"]["code"] in (
                        "request-malformed",
                        "not-found",
                    )
                    assert not made(name)

    def test_knows_what_there_is(self, send, subtests):
        for method, path in [
            ("GET", f"{MAILS}/nothing"),
            ("PATCH", f"{MAILS}/nothing"),
            ("PATCH", MAILS),
            ("DELETE", f"{MAILS}/registration-link/xx"),
            ("PATCH", f"{GUIDANCE}/nothing"),
            ("PATCH", GUIDANCE),
            ("GET", f"{TABLES}/nothing"),
            ("PATCH", f"{TABLES}/kinds"),
            ("DELETE", f"{TABLES}/kinds/nothing"),
        ]:
            with subtests.test(method=method, path=path):
                answer = send(method, path, {"language": "en"})
                assert answer.status_code == 404
                assert answer.json()["error"]["code"] == "not-found"


class TestMails:
    def test_change_is_sent_and_taken_back(self, send, mails):
        _m, path, body, _made = CHANGES[MAILS]
        assert send("PATCH", path, body).status_code == 204
        shown = send("GET", path).json()["texts"]["en"]
        assert shown == {
            "subject": "Hello",
            "body": "Open $link now.\n",
            "is_own": True,
        }
        send_mail("hanako@example.org", "registration-link", "en", **LINK)
        transaction.commit()
        assert mails[-1]["Subject"] == "Hello"
        assert send("DELETE", f"{path}/en").status_code == 204
        assert not made(MAILS)

    def test_faulty_text_is_refused(self, send):
        body = CHANGES[MAILS][2] | {"body": "No address"}
        answer = send("PATCH", CHANGES[MAILS][1], body)
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "mail-text-faulty"
        assert not made(MAILS)

    def test_preview_stores_nothing(self, send):
        answer = send("POST", CHANGES[MAILS][1], CHANGES[MAILS][2])
        assert answer.json()["subject"] == "Hello"
        assert "$" not in answer.json()["body"]
        assert not made(MAILS)

    def test_list_has_each_mail(self, send):
        names = {item["name"] for item in send("GET", MAILS).json()["items"]}
        assert names == set(mail_texts())


class TestGuidance:
    def test_keeps_nothing_that_runs(self, send):
        text = "<p>Closed<script>alert(1)</script></p>"
        answer = send("PATCH", f"{GUIDANCE}/news", {"texts": {"en": text}})
        assert answer.status_code == 204
        assert own_text("news", "en") == "<p>Closed</p>"
        back = send("PATCH", f"{GUIDANCE}/news", {"texts": {"en": ""}})
        assert back.status_code == 204
        assert own_text("news", "en") == ""

    def test_unknown_figures_are_named(self, send):
        body = {"texts": {"en": "<p>$weeks</p>"}}
        error = send("PATCH", f"{GUIDANCE}/news", body).json()["error"]
        assert error["code"] == "guidance-faulty"
        assert "$weeks" in error["message"]


class TestTables:
    def test_row_is_made_changed_and_removed(self, send):
        path = f"{TABLES}/kinds/residence-card"
        assert send("PATCH", path, {"title_en": "Card"}).status_code == 204
        assert send("PATCH", path, {"both_sides": True}).status_code == 204
        [row] = [
            item
            for item in send("GET", f"{TABLES}/kinds").json()["items"]
            if item["name"] == "residence-card"
        ]
        assert row["values"]["title_en"] == "Card"
        assert row["values"]["both_sides"] is True
        assert send("DELETE", path).status_code == 204
        assert "residence-card" not in KIND_TABLE.rows()

    def test_marks_of_a_reason_are_set(self, send):
        path = f"{TABLES}/reasons/no-address"
        assert send("PATCH", path, {"parts": ["address"]}).status_code == 204
        assert parts_of(["no-address"]) == (Part.ADDRESS,)
        items = send("GET", f"{TABLES}/reasons").json()["items"]
        marks = {item["name"]: item["values"]["parts"] for item in items}
        assert marks["no-address"] == ["address"]
        assert marks["no-back"] == ["second-image"]
        error = send("PATCH", path, {"parts": ["shoes"]}).json()["error"]
        assert list(error["fields"]) == ["parts"]
        assert parts_of(["no-address"]) == (Part.ADDRESS,)

    def test_faults_are_told_by_field(self, send):
        body = {"title_en": "Card", "position": "first"}
        answer = send("PATCH", f"{TABLES}/kinds/residence-card", body)
        assert answer.status_code == 400
        assert list(answer.json()["error"]["fields"]) == ["position"]
        assert not made(TABLES)

    def test_row_is_read_at_its_own_address(self, send):
        items = send("GET", f"{TABLES}/kinds").json()["items"]
        for item in items:
            path = item["@id"].partition("/plone/")[2]
            assert send("GET", path).json() == item

    @pytest.mark.parametrize("path", ["kinds/nope", "nope", "kinds/passport/x"])
    def test_row_that_is_not_there_is_not_found(self, send, path):
        assert send("GET", f"{TABLES}/{path}").status_code == 404

    @pytest.mark.parametrize(
        "body",
        [
            {"offered": 7},
            {"offered": "true"},
            {"both_sides": 2},
            {"position": True},
            {"position": 10**30},
            {"position": -1},
            {"position": 1.5},
            {"title_en": 7},
            {"title_en": "a\0"},
            {"title_en": "x" * 100_000},
            {"hint_en": ["a"]},
        ],
    )
    def test_wrong_types_are_refused(self, send, body):
        answer = send("PATCH", f"{TABLES}/kinds/passport", body)
        assert answer.status_code == 400
        assert answer.json()["error"]["fields"].keys() == body.keys()
        assert not KIND_TABLE.is_changed("passport")

    def test_address_of_a_catalogue_is_told_what_is_wrong(self, send):
        body = {"address": "http://catalogue.example.org"}
        error = send("PATCH", f"{TABLES}/catalogues/ndl-search", body).json()["error"]
        assert "with https" in error["fields"]["address"]

    def test_new_row_needs_a_title_in_one_language(self, send):
        path = f"{TABLES}/kinds/residence-card"
        for body in ({}, {"hint_en": "Both"}, {"title_en": " ", "title_ja": None}):
            error = send("PATCH", path, body).json()["error"]
            assert list(error["fields"]) == ["title_en"]
            assert not made(TABLES)
        assert send("PATCH", path, {"title_ja": "在留カード"}).status_code == 204
        assert send("PATCH", path, {"offered": False}).status_code == 204
        assert send("PATCH", path, {"title_ja": ""}).status_code == 400

    def test_shipped_row_may_do_without(self, send):
        path = f"{TABLES}/kinds/passport"
        assert send("PATCH", path, {"offered": False}).status_code == 204

    def test_list_names_the_tables(self, send):
        assert len(send("GET", TABLES).json()["items"]) >= 3

    def test_name_is_checked(self, send):
        assert send("PATCH", f"{TABLES}/kinds/UPPER", {}).status_code == 400


class TestTerms:
    def test_next_version_replaces_the_one_that_was_read(self, send):
        _m, path, body, _made = CHANGES[TERMS]
        assert send("POST", path, body).status_code == 204
        assert send("GET", path).json()["items"][0]["version"] == "2"
        again = send("POST", path, body)
        assert again.status_code == 409
        assert again.json()["error"]["code"] == "terms-changed"
        assert len(get_terms().versions) == 2

    def test_missing_language_is_refused(self, send):
        body = {"previous": "1", "texts": {"en": "<p>New</p>"}}
        answer = send("POST", TERMS, body)
        assert answer.json()["error"]["code"] == "terms-incomplete"
        assert not made(TERMS)

    def test_of_a_service_are_published_by_its_name(self, send):
        path = f"{TERMS}/digitized-contents"
        body = {"previous": "1", "texts": {"en": "<p>New</p>", "ja": "<p>新</p>"}}
        assert send("POST", path, body).status_code == 204
        found = send("GET", path).json()["items"]
        assert [item["version"] for item in found] == ["2", "1"]
        assert send("POST", path, body).json()["error"]["code"] == "terms-changed"
        assert not made(TERMS)

    @pytest.mark.parametrize("path", ["nothing", "article-research", "a/b"])
    def test_of_no_such_service_are_not_found(self, send, path):
        assert send("GET", f"{TERMS}/{path}").status_code == 404
