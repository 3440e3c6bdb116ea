from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.patrons.directory import get_directory
from transaction import abort

import pytest
import time_machine


@pytest.fixture
def call(program, token):
    def send(method, body=None, token=token, language="en"):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers["Accept-Language"] = language
        return program.visitor.request(
            method, "@my-deregistration", json=body, headers=headers
        )

    return send


def is_registered(user_id):
    abort()
    return user_id in get_directory()


class TestMyDeregistration:
    def test_says_what_ends_and_stays(self, call):
        said = call("GET").json()
        assert "log in with your user ID any more" in said["ends"][0]
        assert "nobody else ever receives it" in said["stays"][0]
        said = call("GET", language="ja").json()
        assert "ログインできなくなります" in said["ends"][0]

    def test_ends_the_registration_and_the_token(
        self, call, program, token, patron, password, mails
    ):
        user_id = patron.user_id
        response = call("POST", {"present": password})
        assert response.status_code == 204
        assert not is_registered(user_id)
        assert program.who(token) == ""
        assert "登録抹消" in mails[-1]["Subject"]
        assert call("POST", {"present": password}).status_code == 401

    def test_needs_the_password(self, call, patron):
        response = call("POST", {"present": "wrong"})
        assert response.status_code == 403
        assert response.json()["error"]["code"] == "password-wrong"
        assert "present" in response.json()["error"]["fields"]
        assert is_registered(patron.user_id)

    @pytest.mark.parametrize("body", [{}, {"present": 1}, [], None])
    def test_needs_a_body(self, call, patron, body):
        assert call("POST", body).status_code == 400
        assert is_registered(patron.user_id)

    def test_needs_a_fresh_code(self, call, patron, password):
        with time_machine.travel(now() + timedelta(minutes=11)):
            response = call("POST", {"present": password})
        assert response.status_code == 401
        assert response.json()["error"]["code"] == "code-not-fresh"
        assert is_registered(patron.user_id)

    def test_is_for_patrons_alone(self, call):
        assert call("POST", {"present": "x"}, token="").status_code == 401
        assert call("GET", token="").status_code == 401
