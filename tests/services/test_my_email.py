from datetime import timedelta
from ndl.registration.account.email_link import new_link
from ndl.registration.clock import now
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import find_identity
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import hash_password
from transaction import abort
from transaction import begin
from transaction import commit

import pytest
import re
import time_machine


NEW = "taro@example.org"
OLD = "hanako@example.org"


@pytest.fixture
def call(program, token):
    def send(method, body=None, token=token):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return program.visitor.request(method, "@my-email", json=body, headers=headers)

    return send


@pytest.fixture
def link(call, password, mails):
    response = call("POST", {"email": NEW, "present": password})
    assert response.status_code == 200, response.text
    return re.search(r"token=(\S+)", mails.last(NEW).get_content())[1]


def stored(patron):
    abort()
    return get_directory()[patron.user_id]


def nothing(patron, make_patron):
    """The link is good."""


def change_password(patron, make_patron):
    patron.set_password(hash_password("Kawaguchi-815-k"))


def take_address(patron, make_patron):
    make_patron(email=NEW)


def ask_anew(patron, make_patron):
    request, _token = new_link(patron, "saburo@example.org")
    patron.ask_for_email(request)


def make_it_anothers(patron, make_patron):
    """Give the token to somebody else: the link is of who is no more logged in."""
    other = make_patron(email="jiro@example.org")
    request, token = new_link(other, NEW)
    other.ask_for_email(request)
    return token


@pytest.mark.parametrize(
    ("change", "hours", "status", "code"),
    [
        (nothing, 23.9, 200, ""),
        (nothing, 24, 410, "email-link-expired"),
        (change_password, 0, 400, "email-link-invalid"),
        (ask_anew, 0, 400, "email-link-invalid"),
        (take_address, 0, 409, "email-taken"),
        (make_it_anothers, 0, 403, "email-link-foreign"),
    ],
)
def test_links_that_are_void_change_nothing(
    program, patron, make_patron, link, change, hours, status, code
):
    begin()
    token = change(patron, make_patron) or link
    commit()
    with time_machine.travel(now() + timedelta(hours=hours)):
        ticket = open_session(find_identity(patron.user_id), Strength.CODE)
        commit()
        answer = program.visitor.patch(
            "@my-email",
            json={"token": token},
            headers={"Authorization": f"Bearer {ticket}"},
        )
    assert answer.status_code == status, answer.text
    assert stored(patron).email == (OLD if code else NEW)
    if code:
        assert answer.json()["error"]["code"] == code
        assert answer.json()["error"]["message"]


class TestMyEmail:
    def test_is_changed_by_the_link(self, call, patron, link):
        pending = call("GET").json()["pending"]
        assert pending["email"] == NEW
        assert pending["until"].endswith("+00:00")
        assert stored(patron).email == OLD
        response = call("PATCH", {"token": link})
        assert response.json()["email"] == NEW
        assert response.json()["pending"] is None
        assert stored(patron).email == NEW
        again = call("PATCH", {"token": link})
        assert again.status_code == 400
        assert again.json()["error"]["code"] == "email-link-invalid"

    def test_needs_the_password(self, call, patron):
        response = call("POST", {"email": NEW, "present": "wrong"})
        assert response.status_code == 403
        assert response.json()["error"]["fields"]["present"]
        assert stored(patron).email_request is None

    def test_needs_a_fresh_code(self, call, password):
        with time_machine.travel(now() + timedelta(minutes=11)):
            response = call("POST", {"email": NEW, "present": password})
        assert response.status_code == 401
        assert response.json()["error"]["code"] == "code-not-fresh"

    @pytest.mark.parametrize(
        ("email", "status", "code"),
        [
            ("nonsense", 400, "email-invalid"),
            (OLD, 400, "email-same"),
            ("jiro@example.org", 409, "email-taken"),
        ],
    )
    def test_refuses_addresses_beside_the_field(
        self, call, patron, make_patron, password, email, status, code
    ):
        make_patron(email="jiro@example.org")
        commit()
        response = call("POST", {"email": email, "present": password})
        assert response.status_code == status
        assert response.json()["error"]["code"] == code
        assert response.json()["error"]["fields"]["email"]

    def test_malformed_is_refused(self, call, subtests):
        for body in [{}, {"email": 7, "present": []}, {"token": 7}]:
            for method in ["POST", "PATCH"]:
                with subtests.test(body=body, method=method):
                    response = call(method, body)
                    assert response.status_code == 400
                    assert response.json()["error"]["code"] == "request-malformed"

    def test_is_withdrawn(self, call, patron, link):
        assert call("DELETE").status_code == 204
        assert call("GET").json()["pending"] is None
        assert call("PATCH", {"token": link}).status_code == 400
        assert stored(patron).email == OLD

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "registration counter"), ("ja", "カウンター")]
    )
    def test_tells_the_way_without_the_old_mailbox(
        self, call, program, language, words
    ):
        program.visitor.headers["Accept-Language"] = language
        program.visitor.cookies.set("I18N_LANGUAGE", language)
        with time_machine.travel(now() + timedelta(minutes=11)):
            assert call("POST", {}).json()["error"]["code"] == "code-not-fresh"
            way = call("GET").json()["without_mailbox"]
        assert words in way["message"]
        assert (
            words
            in program.visitor.get(way["page"], headers={"Accept": "text/html"}).text
        )

    @pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
    def test_strangers_are_refused(self, call, method):
        assert call(method, {}, token="").status_code == 401
