"""Patron IDs of staff over REST: whose own applications they are, and who is close."""

from ndl.registration.review.states import State
from transaction import commit

import pytest


JSON = {"Accept": "application/json"}
OWN, STAFF = "@own-patron-ids", "@staff-patron-ids"


@pytest.fixture
def patron_id(applicant):
    commit()
    return applicant.user_id


@pytest.fixture
def manager(log_in):
    return log_in("manager")


def post(visitor, service, **body):
    return visitor.post(service, json=body, headers=JSON)


def get(visitor, service):
    return visitor.get(service, headers=JSON)


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


class TestOwn:
    def test_records_oneself_and_persons_close(self, editor, patron_id, make_patron):
        other = make_patron(email="other@example.org").user_id
        commit()
        empty = {"user_id": "editor", "own": [], "close": []}
        assert get(editor, OWN).json() == empty
        typed = f" {patron_id.lower()} "
        answer = post(editor, OWN, patron_id=typed, relation="own")
        assert answer.json() == empty | {"own": [patron_id]}
        answer = post(editor, OWN, patron_id=other, relation="close")
        assert answer.json() == empty | {"own": [patron_id], "close": [other]}
        assert "no-store" in answer.headers["Cache-Control"]

    @pytest.mark.parametrize(
        ("relation", "code"),
        [("own", "own-application"), ("close", "conflict-of-interest")],
    )
    def test_lets_others_decide(self, editor, path, applicant, state, relation, code):
        post(editor, OWN, patron_id=applicant.user_id, relation=relation)
        answer = post(editor, f"{path}/@workflow/verify")
        assert code_of(answer) == (403, code)
        assert state() is State.SUBMITTED

    @pytest.mark.parametrize(
        ("body", "refused"),
        [
            ({}, (400, "request-malformed")),
            ({"patron_id": 1, "relation": "own"}, (400, "request-malformed")),
            ({"patron_id": "E1", "relation": "self"}, (400, "request-malformed")),
            ({"patron_id": "E12345", "relation": "own"}, (404, "unknown-patron")),
            ({"patron_id": "", "relation": "close"}, (404, "unknown-patron")),
        ],
    )
    def test_refuses_what_is_not_known(self, editor, body, refused):
        assert code_of(post(editor, OWN, **body)) == refused
        assert get(editor, OWN).json()["own"] == []

    @pytest.mark.parametrize("who", ["", "member", "patron"])
    def test_is_for_editors(self, log_in, editor, patron_id, who):
        visitor = log_in(patron_id if who == "patron" else who)
        answer = post(visitor, OWN, patron_id=patron_id, relation="own")
        assert answer.status_code == 401
        assert get(visitor, OWN).status_code == 401

    def test_is_taken_from_this_site_alone(self, editor, patron_id):
        foreign = JSON | {"Sec-Fetch-Site": "cross-site"}
        body = {"patron_id": patron_id, "relation": "own"}
        editor.post(OWN, json=body, headers=foreign)
        assert get(editor, OWN).json()["own"] == []


class TestStaff:
    def test_records_and_takes_back(self, manager, patron_id, audited):
        for relation in ("own", "close"):
            body = {"user_id": "editor", "patron_id": patron_id, "relation": relation}
            recorded = {"user_id": "editor", "own": [], "close": []}
            recorded[relation] = [patron_id]
            assert post(manager, STAFF, **body).json() == recorded
            items = get(manager, STAFF).json()["items"]
            assert recorded in items
            assert {one["user_id"] for one in items} >= {"editor", "editor-b"}
            where = f"{STAFF}/editor/{relation}/{patron_id}"
            for _twice in range(2):
                assert manager.delete(where, headers=JSON).status_code == 204
            assert recorded not in get(manager, STAFF).json()["items"]
        assert len([one for one in audited if one.tag.startswith("staff:")]) == 4

    @pytest.mark.parametrize("relation", ["own", "close"])
    def test_leaves_the_own_to_another_manager(self, manager, patron_id, relation):
        post(manager, OWN, patron_id=patron_id, relation=relation)
        where = f"{STAFF}/manager/{relation}/{patron_id}"
        answer = manager.delete(where, headers=JSON)
        assert code_of(answer) == (403, "own-patron-id")
        assert get(manager, OWN).json()[relation] == [patron_id]

    @pytest.mark.parametrize("user_id", ["", "nobody", "patron"])
    def test_refuses_an_account_that_is_none(self, manager, patron_id, user_id):
        user_id = patron_id if user_id == "patron" else user_id
        body = {"user_id": user_id, "patron_id": patron_id, "relation": "own"}
        assert code_of(post(manager, STAFF, **body)) == (404, "unknown-staff")

    @pytest.mark.parametrize("rest", ["", "/editor", "/editor/own", "/a/own/b/c"])
    def test_path_that_is_none(self, manager, rest):
        assert manager.delete(f"{STAFF}{rest}", headers=JSON).status_code == 404

    def test_relation_that_is_none(self, manager, patron_id):
        answer = manager.delete(f"{STAFF}/editor/self/{patron_id}", headers=JSON)
        assert code_of(answer) == (400, "request-malformed")

    @pytest.mark.parametrize("who", ["", "member", "editor", "patron"])
    def test_is_for_managers(self, log_in, manager, patron_id, who):
        visitor = log_in(patron_id if who == "patron" else who)
        post(manager, OWN, patron_id=patron_id, relation="own")
        body = {"user_id": "editor", "patron_id": patron_id, "relation": "own"}
        where = f"{STAFF}/manager/own/{patron_id}"
        assert get(visitor, STAFF).status_code == 401
        assert post(visitor, STAFF, **body).status_code == 401
        assert visitor.delete(where, headers=JSON).status_code == 401
        assert get(manager, OWN).json()["own"] == [patron_id]
