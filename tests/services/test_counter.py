from ..pages.counter.conftest import applicant
from ..pages.counter.conftest import log_in
from ..pages.counter.conftest import officer
from ..pages.counter.conftest import staff
from ..pages.desk.conftest import hand_in
from base64 import b64decode
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.settings import settings

import pytest
import transaction


__all__ = ["applicant", "log_in", "officer", "staff"]

DOCUMENT = {"document": "passport"}
PERSON = {
    "family_name": "国会",
    "given_name": "一郎",
    "family_kana": "コッカイ",
    "given_kana": "イチロウ",
    "birth_date": "1990-04-01",
    "postal_code": "100-0014",
    "region": "東京都",
    "city": "千代田区",
    "street": "永田町1-10-1",
    "no_building": True,
    "phone": "03-1111-2222",
    "language": "ja",
    "patron_class": "official",
}


@pytest.fixture
def ask(officer):
    """Calls a service as the officer; says status and body."""

    def call(method, service, body=None):
        headers = {"Accept": "application/json"}
        answer = officer.request(method, service, json=body, headers=headers)
        transaction.begin()
        return answer.status_code, answer.json() if answer.content else None

    return call


class TestCounter:
    def test_serves_a_patron(self, ask, applicant):
        hand_in(applicant)
        user_id = applicant.user_id
        status, found = ask("POST", "@counter-search", {"wanted": "国立"})
        assert (status, found["has_more"]) == (200, False)
        assert [one["user_id"] for one in found["items"]] == [user_id]
        status, shown = ask("GET", f"@counter-patrons/{user_id}")
        assert (status, shown["email"]) == (200, applicant.email)
        (waiting,) = shown["applications"]
        assert waiting["state"] == "submitted"
        steps = (
            ("POST", "withdrawal", DOCUMENT, "applications"),
            ("POST", "official", DOCUMENT, "user_type"),
            ("POST", "correction", NAME, "kana"),
            ("POST", "email", {"email": "n@example.org", **DOCUMENT}, "email"),
            ("POST", "card", {"card": "A-0001"}, "card"),
        )
        for method, name, body, changes in steps:
            status, after = ask(method, f"@counter-{name}/{user_id}", body)
            assert status == 200, after
            assert after[changes] != shown[changes], name
        assert ask("DELETE", f"@counter-card/{user_id}") == (204, None)
        assert applicant.card == ""
        status, slip = ask("POST", f"@counter-password/{user_id}", DOCUMENT)
        assert status == 200
        assert b64decode(slip["slip"]).startswith(b"%PDF")
        assert len(slip["password"]) == settings().password_min
        status, _none = ask("DELETE", f"@counter-patrons/{user_id}", DOCUMENT)
        assert status == 204
        assert user_id not in get_directory()

    def test_registers(self, ask, applicant):
        status, made = ask("POST", "@counter-patrons", {**PERSON, **DOCUMENT})
        assert (status, made["user_type"], made["email"]) == (201, "official", "")
        assert get_directory()[made["user_id"]].family_kana == "コッカイ"
        status, refused = ask("POST", "@counter-patrons", {**PERSON, **DOCUMENT})
        assert (status, refused["error"]["code"]) == (409, "perhaps-registered")
        wrong = {**PERSON, **DOCUMENT, "region": "", "phone": ""}
        status, refused = ask("POST", "@counter-patrons", wrong)
        assert (status, set(refused["error"]["fields"])) == (400, {"region", "phone"})

    def test_refuses_with_codes(self, ask, applicant, log_in):
        path = f"/{applicant.user_id}"
        for name, body, status, code in (
            ("official/E000000000", DOCUMENT, 404, "unknown-patron"),
            ("official", DOCUMENT, 404, "unknown-patron"),
            (f"official{path}", {"document": ""}, 400, "kind-missing"),
            (f"official{path}", {}, 400, "request-malformed"),
            (f"correction{path}", {**NAME, "reason": ""}, 400, "reason-missing"),
            (f"correction{path}", {**NAME, "seen": "old"}, 409, "stale-data"),
            (f"email{path}", {"email": "x", **DOCUMENT}, 400, "email-invalid"),
            (f"card{path}", {"card": "1"}, 400, "card-invalid"),
            (f"withdrawal{path}", DOCUMENT, 404, "unknown-application"),
        ):
            said, answer = ask("POST", f"@counter-{name}", body)
            assert (said, answer["error"]["code"]) == (status, code), name
        link_patron("officer", applicant.user_id)
        transaction.commit()
        said, answer = ask("POST", f"@counter-official{path}", DOCUMENT)
        assert (said, answer["error"]["code"]) == (403, "own-account")
        for who in ("", "editor", applicant.user_id):
            headers = {"Accept": "application/json"}
            answer = log_in(who).get(f"@counter-patrons{path}", headers=headers)
            assert answer.status_code == 401


NAME = {
    "family_name": "国会",
    "family_kana": "コッカイ",
    "reason": "name-changed",
    **DOCUMENT,
}
