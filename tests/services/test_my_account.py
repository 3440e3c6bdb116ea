from io import BytesIO
from ndl.registration.documents.accept import accept_picture
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.decide import decline
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.review.submit import submit_application
from PIL import Image
from plone import api
from transaction import abort
from transaction import commit

import pytest


@pytest.fixture
def call(program, token):
    def send(method, service, body=None, token=token, **headers):
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return program.visitor.request(method, service, json=body, headers=headers)

    return send


@pytest.fixture
def apply():
    def make(patron):
        target = BytesIO()
        Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
        picture = accept_picture(target.getvalue())
        made = submit_application(patron, [picture], "passport")
        commit()
        return made

    return make


class TestAccount:
    def test_tells_what_the_page_shows(self, call, patron, apply):
        assert call("GET", "@my-account").json()["application"] is None
        number = apply(patron).getId()
        response = call("GET", "@my-account")
        data = response.json()
        assert (data["user_id"], data["user_type"]) == (patron.user_id, "simple")
        assert data["valid_until"] == patron.valid_until.isoformat()
        assert data["application"]["number"] == number
        assert "no-store" in response.headers["Cache-Control"]

    def test_leads_to_services_that_are_there(self, call, patron):
        parts = call("GET", "@my-account").json()["parts"]
        assert parts
        for address in parts.values():
            assert call("GET", address).status_code == 200, address


class TestApplication:
    def test_is_told_in_the_language_that_is_asked_for(self, call, patron, apply):
        application = apply(patron)
        answer = call("GET", "@my-application", **{"Accept-Language": "ja"}).json()
        assert answer["can_apply"] is False
        (item,) = answer["items"]
        assert item["state"] == "submitted"
        assert item["state_title"] == "確認待ち"
        assert item["due"] == application.due.isoformat()
        assert item["document"] == {
            "kind": "passport",
            "title": "パスポート",
            "pictures": 1,
        }
        assert "decided_by" not in item

    def test_that_was_declined_tells_the_reasons(self, call, patron, apply):
        application = apply(patron)
        api.user.create("editor@ndl.example", "editor", "Kawabe-4711-x")
        api.user.grant_roles("editor", roles=["Member", "Registration Editor"])
        with api.env.adopt_user("editor"):
            decline(application, ("expired",), "A new one.", token_of(application))
        commit()
        answer = call("GET", "@my-application", **{"Accept-Language": "en"}).json()
        (item,) = answer["items"]
        assert answer["can_apply"] is True
        assert item["reasons"] == [
            {
                "name": "expired",
                "title": "The identification document has expired.",
            }
        ]
        assert (item["state"], item["note"]) == ("declined", "A new one.")
        assert [one["name"] for one in item["to_correct"]] == [
            "first-image",
            "second-image",
        ]
        (notice,) = call("GET", "@my-notices").json()["items"]
        assert len(notice["to_correct"]) == 2

    def test_is_withdrawn_once_and_a_mail_confirms_it(self, call, patron, apply, mails):
        application = apply(patron)
        address = f"@my-application/{application.getId()}/withdraw"
        response = call("POST", address)
        assert response.status_code == 200, response.text
        assert response.json()["state"] == "withdrawn"
        assert response.json()["document"]["pictures"] == 0
        again = call("POST", address)
        assert again.status_code == 409
        assert again.json()["error"]["code"] == "step-impossible"
        told = [mail for mail in mails if "申請の取下げ" in mail["Subject"]]
        assert [mail["To"] for mail in told] == [patron.email]
        abort()
        assert state_of(application) is State.WITHDRAWN

    def test_without_an_address_a_notice_confirms_it(self, call, patron, apply, mails):
        application = apply(patron)
        get_directory().change_email(patron, "")
        commit()
        sent = len(mails)
        call("POST", f"@my-application/{application.getId()}/withdraw")
        (notice,) = call("GET", "@my-notices").json()["items"]
        assert notice["kind"] == "application-withdrawn"
        assert len(mails) == sent

    @pytest.mark.parametrize("path", ["", "/{}", "/{}/verify", "/{}/withdraw/x"])
    def test_knows_no_other_step(self, call, patron, apply, path):
        application = apply(patron)
        response = call("POST", f"@my-application{path.format(application.getId())}")
        assert response.status_code == 404
        assert response.json()["error"]["code"] == "unknown-application"
        abort()
        assert state_of(application) is State.SUBMITTED

    @pytest.mark.parametrize(
        "body", [{"text": "Here."}, {"text": 7}, {"pictures": "x"}, ["text"], None]
    )
    def test_that_does_not_exist_is_not_found_whatever_is_sent(
        self, call, patron, apply, body
    ):
        number = apply(patron).getId()
        answer = call("POST", "@my-application/1/answer", body)
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "unknown-application"
        nothing_is_asked = call("POST", f"@my-application/{number}/answer", body)
        assert nothing_is_asked.status_code == 409

    def test_of_another_patron_is_not_found(self, call, make_patron, apply):
        application = apply(make_patron(email="taro@example.org"))
        response = call("POST", f"@my-application/{application.getId()}/withdraw")
        assert response.status_code == 404
        assert call("GET", "@my-application").json()["items"] == []
        abort()
        assert state_of(application) is State.SUBMITTED

    @pytest.mark.parametrize(
        ("method", "service"),
        [
            ("GET", "@my-account"),
            ("GET", "@my-application"),
            ("POST", "@my-application/A1/withdraw"),
        ],
    )
    def test_strangers_are_refused(self, call, patron, method, service):
        assert call(method, service, token="").status_code == 401
