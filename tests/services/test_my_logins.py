from ndl.registration.interfaces import Identity
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import sessions_of
from ndl.registration.login.sessions import Strength
from transaction import abort
from transaction import commit

import pytest


BOTH = pytest.mark.parametrize("service", ["@my-sessions", "@my-browsers"])
CODES = {"@my-sessions": "unknown-session", "@my-browsers": "unknown-browser"}


@pytest.fixture
def call(program, token):
    def send(method, service, token=token):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return program.visitor.request(method, service, headers=headers)

    return send


@pytest.fixture
def open_for():
    def make(user_id):
        abort()
        identity = Identity(user_id, user_id, "patrons", "", "", True)
        ticket = open_session(identity, Strength.CODE, user_agent="Reader/2.0")
        commit()
        return ticket

    return make


def ids(call, service="@my-sessions"):
    return [one["id"] for one in call("GET", service).json()["items"]]


class TestSessions:
    def test_are_told_one_by_one(self, call, patron, open_for):
        open_for(patron.user_id)
        response = call("GET", "@my-sessions")
        data = response.json()
        assert {one["is_this"] for one in data["items"]} == {True, False}
        assert {one["strength"] for one in data["items"]} == {"otp"}
        assert [one["strength"] for one in data["logins"]] == ["otp"]
        assert "no-store" in response.headers["Cache-Control"]

    def test_one_is_ended(self, call, program, patron, open_for):
        ticket = open_for(patron.user_id)
        items = call("GET", "@my-sessions").json()["items"]
        (other,) = [one for one in items if not one["is_this"]]
        assert call("DELETE", other["@id"]).status_code == 204
        assert program.who(ticket) == ""
        assert len(ids(call)) == 1
        again = call("DELETE", other["@id"])
        assert again.status_code == 404
        assert again.json()["error"]["code"] == "unknown-session"

    def test_own_one_may_be_ended_too(self, call, program, token):
        (own,) = ids(call)
        assert call("DELETE", f"@my-sessions/{own}").status_code == 204
        assert program.who(token) == ""

    def test_all_others_are_ended(self, call, program, token, patron, open_for):
        tickets = [open_for(patron.user_id), open_for(patron.user_id)]
        assert call("DELETE", "@my-sessions").status_code == 204
        assert [program.who(one) for one in tickets] == ["", ""]
        assert program.who(token) == patron.user_id


class TestBrowsers:
    def test_are_told_and_forgotten(self, visit, logged_in_by_steps, patron):
        headers = {"Accept": "application/json"}
        (item,) = logged_in_by_steps.get("@my-browsers", headers=headers).json()[
            "items"
        ]
        assert item["is_this"]
        assert (
            logged_in_by_steps.delete(item["@id"], headers=headers).status_code == 204
        )
        abort()
        assert browsers_of(patron.user_id) == ()

    def test_all_are_forgotten(self, logged_in, patron):
        headers = {"Accept": "application/json"}
        answer = logged_in.delete("@my-browsers", headers=headers)
        assert answer.status_code == 204
        abort()
        assert browsers_of(patron.user_id) == ()

    def test_are_not_forgotten_for_another_site(self, logged_in_by_steps, patron):
        headers = {"Accept": "application/json", "Sec-Fetch-Site": "cross-site"}
        answer = logged_in_by_steps.delete("@my-browsers", headers=headers)
        assert answer.status_code == 401
        abort()
        assert len(browsers_of(patron.user_id)) == 1


class TestOthers:
    @BOTH
    @pytest.mark.parametrize("method", ["GET", "DELETE"])
    def test_strangers_are_refused(self, call, service, method):
        assert call(method, service, token="").status_code == 401

    def test_sessions_of_others_are_not_found(self, call, make_patron, open_for):
        abort()
        other = make_patron(email="taro@example.org")
        commit()
        open_for(other.user_id)
        (session,) = sessions_of(other.user_id)
        assert session.public_id not in ids(call)
        answer = call("DELETE", f"@my-sessions/{session.public_id}")
        assert answer.status_code == 404
        abort()
        assert sessions_of(other.user_id) == [session]

    @BOTH
    def test_unknown_is_not_found(self, call, service, subtests):
        for path in ["x", "0" * 16, "x/y", "%00"]:
            with subtests.test(path=path):
                answer = call("DELETE", f"{service}/{path}")
                assert answer.status_code == 404
                assert answer.json()["error"]["code"] == CODES[service]

    def test_staff_have_them_too(self, site, program, open_for):
        site.acl_users.userFolderAddUser("editor-x", "Kawabe-4711-x", ["Member"], [])
        commit()
        ticket = open_for("editor-x")
        headers = {"Authorization": f"Bearer {ticket}"}
        answer = program.visitor.get("@my-sessions", headers=headers)
        assert answer.status_code == 200
        assert answer.json()["items"][0]["is_this"]
