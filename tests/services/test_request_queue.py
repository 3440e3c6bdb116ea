from ..library.requests.conftest import asked
from ..library.requests.conftest import clerk
from ..library.requests.conftest import log_in
from ..library.requests.conftest import staff
from ndl.registration.events import AuditTag

import pytest


__all__ = ["asked", "clerk", "log_in", "staff"]


@pytest.fixture
def ask(clerk):
    """Calls a service as somebody of the staff; says status and body."""

    def call(method, service, body=None):
        headers = {"Accept": "application/json"}
        answer = clerk.request(method, service, json=body, headers=headers)
        return answer.status_code, answer.json()

    return call


def test_lists_shows_and_moves(ask, asked, audited):
    status, listed = ask("GET", "@request-queue?state=requested&size=1")
    assert (status, listed["next"], listed["counts"]["requested"]) == (200, None, 1)
    [row] = listed["items"]
    assert (row["number"], row["user_id"]) == (asked.request_id, asked.user_id)
    address = f"@request-queue/{row['number']}"
    status, shown = ask("GET", address)
    assert shown["patron"]["phone"] == "+81312345678"
    assert shown["values"]["pages"] == "pp. 12-25"
    assert (shown["level"], shown["steps"]) == ("use", ["accept", "refuse"])
    note = {"mark": "1", "text": "Will call back."}
    status, noted = ask("POST", f"{address}/call", note)
    assert noted["history"][-1]["by"] == "clerk"
    status, moved = ask("POST", f"{address}/accept", {"mark": noted["mark"]})
    assert (status, moved["state"]) == (200, "accepted")
    status, told = ask(
        "POST", f"{address}/write", {"mark": moved["mark"], "text": "Please pay."}
    )
    assert told["history"][-1]["text"] == "Please pay."
    tags = [event.tag for event in audited if event.by == "clerk"]
    assert {AuditTag.REQUESTS_LISTED, AuditTag.REQUEST_VIEWED} <= set(tags)


def test_refuses_with_codes(ask, asked):
    address = f"@request-queue/{asked.request_id}"
    for method, path, body, status, code in (
        ("GET", "@request-queue?state=x", None, 400, "request-malformed"),
        ("GET", "@request-queue?after=x", None, 400, "request-malformed"),
        ("GET", "@request-queue?size=101", None, 400, "request-malformed"),
        ("GET", "@request-queue/K7M2-9QXD-B", None, 404, "unknown-request"),
        ("POST", "@request-queue", {}, 404, "unknown-request"),
        ("POST", address, {"mark": "1"}, 404, "unknown-request"),
        ("POST", f"{address}/accept", {}, 400, "request-malformed"),
        ("POST", f"{address}/accept", {"mark": "7"}, 409, "stale-request"),
        ("POST", f"{address}/cancel", {"mark": "1"}, 409, "request-moved"),
        ("POST", f"{address}/finish", {"mark": "1"}, 409, "request-moved"),
        ("POST", f"{address}/refuse", {"mark": "1"}, 400, "refusal-missing"),
        ("POST", f"{address}/write", {"mark": "1"}, 400, "message-faulty"),
        ("GET", "@request-export?day=x", None, 400, "request-malformed"),
    ):
        said, answer = ask(method, path, body)
        assert (said, answer["error"]["code"]) == (status, code), path


def test_saves_the_list(clerk, asked):
    headers = {"Accept": "application/json", "Accept-Language": "ja"}
    answer = clerk.get("@request-export", headers=headers)
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.content.decode("utf-8").startswith("\ufeff番号,")
    assert asked.request_id in answer.text
