from base64 import b64encode
from io import BytesIO
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.queue import applications_of
from PIL import Image
from transaction import abort
from transaction import begin

import pytest


def photo():
    target = BytesIO()
    Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
    return {"name": "id.jpg", "data": b64encode(target.getvalue()).decode()}


DOCUMENT = {"kind": "passport", "pictures": [photo()]}


@pytest.fixture
def apply(program, token):
    def send(token=token, document=DOCUMENT, **body):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = body if document is None else {**body, "document": document}
        return program.visitor.post("@my-change", json=body, headers=headers)

    return send


def applications(patron):
    begin()
    return applications_of(patron.user_id)


def stored(patron):
    abort()
    return get_directory()[patron.user_id]


class TestMyOfficial:
    def test_lays_the_application_of_a_simple_patron_on_the_desk(
        self, program, token, patron
    ):
        headers = {"Authorization": f"Bearer {token}"}
        body = {"family_name": "髙橋", "document": DOCUMENT}
        response = program.visitor.post("@my-official", json=body, headers=headers)
        assert response.status_code == 201, response.text
        assert response.json()["aim"] == "official"
        (application,) = applications(patron)
        assert application.declared["family_name"] == "髙橋"
        again = program.visitor.post("@my-official", json=body, headers=headers)
        assert again.json()["error"]["code"] == "application-open"


class TestMyChange:
    def test_lays_an_application_on_the_desk(self, apply, official, mails):
        response = apply(family_name="髙橋", family_kana="たかはし")
        assert response.status_code == 201, response.text
        assert response.json()["aim"] == "change"
        assert response.json()["document"]["pictures"] == 1
        (application,) = applications(official)
        assert application.declared["family_name"] == "髙橋"
        assert application.declared["street"] == "永田町1-10-1"
        assert stored(official).family_name == "国立"
        assert "変更の申請を受け付けました" in mails[-1]["Subject"]

    def test_takes_a_move_abroad(self, apply, official):
        response = apply(
            lives_in="overseas",
            family_name="Kokuritsu",
            given_name="Hanako",
            country="AE",
            postal_code="-",
            street="Villa 7, Dubai",
        )
        assert response.status_code == 201, response.text
        (application,) = applications(official)
        assert application.declared["country"] == "AE"

    def test_tells_by_field_what_cannot_be(self, apply, official, subtests):
        for body, field in [
            ({"family_name": ""}, "family_name"),
            ({"street": "\u0000"}, "street"),
            ({"postal_code": "1"}, "postal_code"),
            ({"birth_date": "1991-04-01"}, "birth_date"),
            ({"phone": "03-9876-5432"}, "phone"),
            ({"language": "en"}, "language"),
            ({"patron_class": "simple"}, "patron_class"),
            ({"lives_in": "overseas"}, "country"),
        ]:
            with subtests.test(body=body, field=field):
                response = apply(**body)
                assert response.status_code == 400
                assert response.json()["error"]["fields"][field]
                assert applications(official) == []

    def test_needs_a_document(self, apply, official, subtests):
        for document, code in [
            ({"kind": "passport", "pictures": []}, "no-pictures"),
            ({"kind": "moon", "pictures": [photo()]}, "kind-missing"),
            ({"kind": "passport", "pictures": [photo()] * 3}, "too-many-pictures"),
            (
                {"kind": "passport", "pictures": [{"data": "R0lGODlh"}]},
                "picture-wrong-format",
            ),
            ({"kind": "passport", "pictures": [{"data": "%"}]}, "request-malformed"),
            ({"kind": "passport", "pictures": [7]}, "request-malformed"),
            ({"kind": "passport"}, "request-malformed"),
            ({"kind": 7, "pictures": [photo()]}, "request-malformed"),
            (7, "request-malformed"),
            (None, "request-malformed"),
        ]:
            with subtests.test(document=document, code=code):
                response = apply(document=document, family_name="髙橋")
                assert response.status_code == 400, response.text
                assert response.json()["error"]["code"] == code
                assert applications(official) == []

    def test_of_nothing_is_refused(self, apply, official):
        response = apply()
        assert response.status_code == 400
        assert response.json()["error"]["code"] == "nothing-changed"
        assert applications(official) == []

    def test_another_one_waits(self, apply, official):
        apply(family_name="髙橋")
        response = apply(family_name="図書")
        assert response.status_code == 409
        assert response.json()["error"]["code"] == "application-open"
        assert len(applications(official)) == 1

    def test_simple_patrons_change_at_once(self, apply, patron):
        response = apply(family_name="髙橋")
        assert response.status_code == 409
        assert response.json()["error"]["code"] == "change-at-once"

    def test_strangers_are_refused(self, apply, official):
        assert apply(token="", family_name="髙橋").status_code == 401
