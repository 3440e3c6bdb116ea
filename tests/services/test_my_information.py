from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import verify_password
from ndl.registration.patrons.record import PatronClass
from transaction import abort
from transaction import commit

import pytest
import time_machine


NEW = "Kawaguchi-815-k"
ABROAD = {
    "lives_in": "overseas",
    "family_name": "Kokuritsu",
    "given_name": "Hanako",
    "country": "AE",
    "postal_code": "-",
    "street": "Villa 7, Al Wasl Road, Dubai",
}


@pytest.fixture
def call(program, token):
    def send(method, service, body=None, token=token):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return program.visitor.request(method, service, json=body, headers=headers)

    return send


def patch(call, **body):
    return call("PATCH", "@my-information", body)


def stored(patron):
    abort()
    return get_directory()[patron.user_id]


class TestGet:
    def test_shows_what_is_known(self, call, patron):
        response = call("GET", "@my-information")
        data = response.json()
        assert data["user_id"] == patron.user_id
        assert data["family_name"] == "国立"
        assert data["phone"] == "+81312345678"
        assert data["changes"] == {
            "identity": True,
            "phone": True,
            "language": True,
            "birth_date": False,
        }
        assert "no-store" in response.headers["Cache-Control"]
        assert "password" not in response.text

    def test_strangers_are_refused(self, call, patron):
        assert call("GET", "@my-information", token="").status_code == 401


class TestPatch:
    def test_changes_phone_and_language(self, call, patron, mails):
        response = patch(call, phone="03-9876-5432", language="en", title="Dr.")
        assert response.status_code == 200, response.text
        assert response.json()["phone"] == "+81398765432"
        known = stored(patron)
        assert (known.phone, known.language, known.title) == (
            "+81398765432",
            "en",
            "Dr.",
        )
        assert mails[-1]["Subject"] == "Your user information has been changed"

    def test_moves_a_simple_patron_abroad(self, call, patron, mails):
        response = patch(call, **ABROAD)
        assert response.status_code == 200, response.text
        home = stored(patron).residence
        assert (home.country, home.postal_code) == ("AE", "-")
        assert stored(patron).family_kana == ""

    def test_moving_needs_the_whole_address(self, call, patron):
        response = patch(call, lives_in="overseas", country="AE")
        assert response.status_code == 400
        fields = response.json()["error"]["fields"]
        assert {"family_name", "postal_code", "street"} <= fields.keys()
        assert stored(patron).residence.country == "JP"

    @pytest.mark.parametrize("typed", ["なし", "#", "", " "])
    def test_moving_to_where_there_are_no_postal_codes_tells_of_the_hyphen(
        self, call, patron, typed
    ):
        response = patch(call, **(ABROAD | {"postal_code": typed}))
        assert response.status_code == 400
        (field, message), *others = response.json()["error"]["fields"].items()
        assert (field, others) == ("postal_code", [])
        assert "hyphen" in message
        assert stored(patron).residence.country == "JP"

    def test_official_patrons_need_a_document(self, call, patron):
        patron.change_class(PatronClass.OFFICIAL)
        commit()
        response = patch(call, **ABROAD)
        assert response.status_code == 403
        assert response.json()["error"]["code"] == "document-needed"
        assert stored(patron).residence.country == "JP"

    @pytest.mark.parametrize("born", ["1991-04-01", "", None, 7])
    def test_birth_date_never_changes(self, call, patron, born):
        response = patch(call, birth_date=born, language="en")
        assert response.status_code == 400
        assert response.json()["error"]["code"] == "birth-date-fixed"
        assert stored(patron).birth_date.isoformat() == "1990-04-01"
        assert stored(patron).language == "ja"

    def test_what_cannot_be_is_told_by_field(self, call, patron, subtests):
        for field, value in [
            ("phone", "call me"),
            ("phone", 7),
            ("phone", ["03-9876-5432"]),
            ("phone", "1" * 5000),
            ("phone", ""),
            ("language", "xx"),
            ("language", None),
            ("title", "Lord"),
            ("phone_is_fax", "yes"),
            ("postal_code", "1"),
            ("street", "\u0000"),
            ("family_kana", "Hanako"),
            ("user_id", "E000000000"),
            ("patron_class", "official"),
            ("email", "taro@example.org"),
            ("password", NEW),
            ("valid_until", "2099-01-01"),
        ]:
            with subtests.test(field=field, value=value):
                before = stored(patron).person
                response = patch(call, **{field: value})
                assert response.status_code == 400
                assert response.json()["error"]["fields"][field]
                assert stored(patron).person == before

    def test_stale_change_is_refused(self, call, patron, mails):
        seen = call("GET", "@my-information").json()["seen"]
        patch(call, phone="03-9876-5432")
        response = patch(call, phone="090-1234-5678", seen=seen)
        assert response.status_code == 409
        assert response.json()["error"]["code"] == "stale-data"
        assert stored(patron).phone == "+81398765432"

    @pytest.mark.parametrize("body", ["[1]", "null", "{", '"text"', "7"])
    def test_what_is_no_object_is_refused(self, program, token, patron, body):
        response = program.visitor.patch(
            "@my-information",
            data=body,
            headers={
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
            },
        )
        assert response.status_code == 400

    def test_phone_needs_a_fresh_code(self, call, patron):
        with time_machine.travel("2036-11-21T03:00:00Z") as clock:
            clock.shift(1)
            assert patch(call, phone="03-9876-5432").status_code == 401
        assert stored(patron).phone == "+81312345678"


class TestPassword:
    def test_is_changed(self, call, patron, password):
        body = {"present": password, "new": NEW}
        assert call("POST", "@my-password", body).status_code == 204
        assert verify_password(stored(patron).password, NEW)

    def test_is_told_what_is_wrong_with_it(self, call, patron, password):
        response = call("POST", "@my-password", {"present": password, "new": "a"})
        assert response.status_code == 400
        assert response.json()["error"]["code"] == "weak-password"
        assert "12" in response.json()["error"]["fields"]["new"]

    def test_needs_the_present_one_and_counts(self, call, patron, password):
        for _ in range(5):
            response = call("POST", "@my-password", {"present": "x", "new": NEW})
            assert response.status_code == 403
            assert response.json()["error"]["code"] == "password-wrong"
        response = call("POST", "@my-password", {"present": password, "new": NEW})
        assert response.status_code == 403
        assert verify_password(stored(patron).password, password)

    @pytest.mark.parametrize("body", [{}, {"present": 1, "new": NEW}, {"new": [NEW]}])
    def test_malformed_is_refused(self, call, patron, body):
        response = call("POST", "@my-password", body)
        assert response.status_code == 400
        assert response.json()["error"]["code"] == "request-malformed"
