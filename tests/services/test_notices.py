from ..notices.conftest import proposal
from ndl.registration.clock import today
from ndl.registration.notices.board import get_board
from ndl.registration.notices.personal import add_notice
from ndl.registration.notices.personal import has_unread
from ndl.registration.notices.write import write_notice
from ndl.registration.notices.written import Audience
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import pytest
import transaction


BODY = {
    "titles": {"en": "Closed", "ja": "休館"},
    "texts": {"en": "<p>All<script>x()</script></p>", "ja": "<p>全館</p>"},
}


@pytest.fixture
def body():
    return BODY | {"begins": str(today()), "ends": str(today())}


@pytest.fixture
def staff(visit, site):
    visitor = visit()
    visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    visitor.headers["Accept"] = "application/json"
    return visitor


@pytest.fixture
def ask(program, token):
    def send(method, service, language="en", **kwargs):
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        return program.visitor.request(method, service, headers=headers, **kwargs)

    return send


class TestMyNotices:
    def test_are_told_and_marked(self, patron, ask, site):
        add_notice(patron, "application-declined", reasons=("no-back",), note="Look")
        write_notice(proposal(), Audience(), "editor")
        transaction.commit()
        found = ask("get", "@my-notices").json()
        assert found["has_unread"]
        written, declined = found["items"]
        assert (written["title"], written["kind"]) == ("Closed on Friday", "written")
        assert "<b>rooms</b>" in written["text"]
        assert declined["kind"] == "application-declined"
        assert declined["note"] == "Look"
        assert declined["reasons"]
        japanese = ask("get", "@my-notices", "ja").json()["items"]
        assert japanese[0]["title"] == "金曜日休館"
        assert "申請" in japanese[1]["title"]
        assert ask("patch", "@my-notices", json={"read": True}).status_code == 204
        assert not ask("get", "@my-notices").json()["has_unread"]
        transaction.begin()
        assert not has_unread(patron)

    @pytest.mark.parametrize("body", [{}, {"read": False}, {"read": "yes"}, []])
    def test_are_marked_by_nothing_else(self, ask, body):
        answer = ask("patch", "@my-notices", json=body)
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "request-malformed"

    def test_are_not_for_strangers(self, program, site):
        assert program.visitor.get("@my-notices").status_code == 401


class TestNotices:
    def test_are_written_changed_and_withdrawn(self, staff, ask, body):
        answer = staff.post("@notices", json=body)
        assert answer.status_code == 201, answer.text
        made = answer.json()
        assert made["texts"]["en"] == "<p>All</p>"
        assert staff.get(made["@id"]).json()["titles"] == body["titles"]
        assert staff.get("@notices").json()["items"][0]["id"] == made["id"]
        assert ask("get", "@my-notices").json()["items"][0]["title"] == "Closed"
        change = {"edition": 1, "titles": {"en": "Open"}}
        changed = staff.patch(made["@id"], json=change)
        assert changed.status_code == 200, changed.text
        assert changed.json()["titles"] == {"en": "Open", "ja": "休館"}
        stale = staff.patch(made["@id"], json=change)
        assert (stale.status_code, stale.json()["error"]["code"]) == (
            409,
            "stale-notice",
        )
        assert staff.delete(made["@id"]).status_code == 204
        assert staff.delete(made["@id"]).status_code == 404
        assert ask("get", "@my-notices").json()["items"] == []

    def test_that_are_faulty_are_refused(self, staff, body, subtests):
        for changed, code, field in [
            ({"titles": {"en": "x"}}, "notice-faulty", "title_ja"),
            ({"ends": "2020-01-01"}, "notice-faulty", "ends"),
            ({"begins": None}, "notice-faulty", "begins"),
            ({"user_id": "E000"}, "notice-faulty", "user_id"),
            ({"titles": {"fr": "x"}}, "request-malformed", None),
            ({"titles": "x"}, "request-malformed", None),
            ({"texts": {"en": 7}}, "request-malformed", None),
            ({"begins": "someday"}, "request-malformed", None),
            ({"begins": ["2026-01-01"]}, "request-malformed", None),
            ({"patron_class": "golden"}, "request-malformed", None),
            ({"living": "moon"}, "request-malformed", None),
            ({"by_mail": "yes"}, "request-malformed", None),
            ({"user_id": "E1", "living": "abroad"}, "request-malformed", None),
        ]:
            with subtests.test(changed=changed, code=code, field=field):
                answer = staff.post("@notices", json=body | changed)
                assert answer.status_code == 400, answer.text
                error = answer.json()["error"]
                assert error["code"] == code
                assert field is None or list(error["fields"]) == [field]
                transaction.begin()
                assert not list(get_board().newest())

    def test_that_are_not_there_are_not_found(self, staff, subtests):
        for path in ["@notices/nothing", "@notices/a/b"]:
            for method in ["get", "patch", "delete"]:
                with subtests.test(path=path, method=method):
                    answer = getattr(staff, method)(path, json={"edition": 1})
                    assert answer.status_code == 404

    def test_are_not_for_patrons(self, ask, program, body):
        assert ask("post", "@notices", json=body).status_code == 401
        assert ask("get", "@notices").status_code == 401
        assert program.visitor.get("@notices").status_code == 401
