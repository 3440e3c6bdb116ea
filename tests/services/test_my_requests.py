from ..library.requests.conftest import COPY
from ndl.registration.library.search.record import make_record
from ndl.registration.library.search.record import seal_record

import pytest


@pytest.fixture
def call(program, token):
    def send(method, service, body=None, token=token, **headers):
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return program.visitor.request(method, service, json=body, headers=headers)

    return send


def test_places_lists_changes_and_cancels(call):
    record = make_record(title="みだれ髪", identifiers=[("isbn", "9784000000000")])
    body = {
        "service": "remote-photoduplication",
        "values": COPY,
        "record": seal_record(record),
        "key": "k",
    }
    answer = call("POST", "@my-requests", body)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["record"]["title"] == "みだれ髪"
    again = call("POST", "@my-requests", body).json()
    assert again["number"] == made["number"]
    listed = call("GET", "@my-requests?state=requested", **{"Accept-Language": "ja"})
    assert (listed.json()["open"], listed.json()["items_total"]) == (1, 1)
    assert listed.json()["items"][0]["state_title"] == "申込済み"
    summary = call("GET", "@my-account").json()
    assert (summary["open_requests"], summary["list_records"]) == (1, 0)
    assert [r["number"] for r in summary["latest_requests"]] == [made["number"]]
    address = f"@my-requests/{made['number']}"
    new = {"values": COPY | {"pages": "1-3"}, "mark": made["mark"]}
    changed = call("PATCH", address, new)
    assert changed.json()["values"]["pages"] == "1-3"
    stale = call("PATCH", address, new)
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "stale-request")
    assert call("DELETE", address).json()["state"] == "cancelled"
    late = call("DELETE", address)
    assert (late.status_code, late.json()["error"]["code"]) == (409, "request-moved")
    steps = [event["step"] for event in call("GET", address).json()["history"]]
    assert steps == ["place", "change", "cancel"]


def test_tells_what_can_be_asked_for(call):
    items = {i["name"]: i for i in call("GET", "@request-services").json()["items"]}
    assert items["closed-stacks"]["level"] == "none"
    assert items["closed-stacks"]["missing"][0]["code"] == "official"
    day = next(f for f in items["reservation"]["fields"] if f["name"] == "day")
    assert (day["type"], day["required"]) == ("VisitDay", True)
    colours = next(
        f for f in items["remote-photoduplication"]["fields"] if f["name"] == "colour"
    )
    assert [c["value"] for c in colours["choices"]] == ["grey", "colour"]


def test_refuses_what_does_not_fit(call):
    for body, status, code, faulty in (
        ({}, 400, "request-malformed", []),
        ({"service": "strange", "values": {}}, 404, "unknown-service", []),
        ({"service": "closed-stacks", "values": {}}, 403, "not-entitled", []),
        ({"service": "digitized-contents", "values": {}}, 409, "not-requestable", []),
        ({"service": "article-research", "values": []}, 400, "request-malformed", []),
        (
            {"service": "article-research", "values": {"title": 1}},
            400,
            "values-invalid",
            ["title"],
        ),
        (
            {"service": "reservation", "values": {"title": "x", "day": "2026-13-01"}},
            400,
            "values-invalid",
            ["day"],
        ),
    ):
        answer = call("POST", "@my-requests", body)
        error = answer.json()["error"]
        assert (answer.status_code, error["code"]) == (status, code), body
        assert list(error["fields"]) == faulty
    for method in ("GET", "PATCH", "DELETE"):
        answer = call(method, "@my-requests/K7M2-9QXD-B", {})
        assert answer.json()["error"]["code"] == "unknown-request", method
        assert call(method, "@my-requests", {}, token="").status_code == 401
    assert call("GET", "@my-requests?state=strange").status_code == 400
