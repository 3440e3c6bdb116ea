from ..visitor import code_in
from ndl.registration.login.accounts import get_logins
from plone import api
from transaction import abort
from transaction import commit

import time_machine


class TestStaffWithoutCode:
    def test_gets_a_token_of_ours_at_once(self, site, program):
        api.user.create(
            username="robot", email="robot@example.org", password="Staff-secret-1"
        )
        commit()
        body = {"login": "robot", "password": "Staff-secret-1"}
        response = program.post("@login", body)
        assert response.status_code == 200
        assert program.who(response.json()["token"]) == "robot"


class TestToken:
    def test_ends_after_an_hour_if_not_renewed(self, program, account, mails):
        with time_machine.travel("2026-11-21T03:00:00Z", tick=False) as clock:
            attempt = program.post("@login", account).json()["attempt"]
            body = {"attempt": attempt, "code": code_in(mails[-1])}
            token = program.post("@login", body).json()["token"]
            clock.shift(3599)
            assert program.who(token)
            clock.shift(1)
            assert program.who(token) == ""
            assert program.post("@login-renew", token=token).status_code == 401

    def test_sets_no_cookie(self, program, account, mails):
        with time_machine.travel("2026-11-21T03:00:00Z", tick=False) as clock:
            attempt = program.post("@login", account).json()["attempt"]
            body = {"attempt": attempt, "code": code_in(mails[-1])}
            token = program.post("@login", body).json()["token"]
            clock.shift(600)
            assert program.who(token)
        assert not program.visitor.cookies


class TestRenew:
    def test_gives_another_hour_but_not_another_life(self, program, account, mails):
        with time_machine.travel("2026-11-21T03:00:00Z", tick=False) as clock:
            attempt = program.post("@login", account).json()["attempt"]
            body = {"attempt": attempt, "code": code_in(mails[-1])}
            token = program.post("@login", body).json()["token"]
            for _ in range(47):
                clock.shift(1800)
                response = program.post("@login-renew", token=token)
                assert response.status_code == 200
                token = response.json()["token"]
            assert response.json()["session_ends_in"] == 1800
            assert response.json()["expires_in"] == 1800
            clock.shift(1800)
            assert program.post("@login-renew", token=token).status_code == 401
            assert program.who(token) == ""

    def test_answers_the_same_token_while_it_will_do(self, program, account, mails):
        with time_machine.travel("2026-11-21T03:00:00Z", tick=False):
            attempt = program.post("@login", account).json()["attempt"]
            body = {"attempt": attempt, "code": code_in(mails[-1])}
            token = program.post("@login", body).json()["token"]
            assert program.post("@login-renew", token=token).json()["token"] == token

    def test_turns_no_cookie_into_a_token(self, logged_in):
        headers = {"Accept": "application/json"}
        response = logged_in.post("@login-renew", headers=headers)
        assert response.status_code == 401
        assert "token" not in response.json()

    def test_is_for_tokens_of_ours_alone(self, site, program, patron):
        stock = site.acl_users.jwt_auth.create_token(patron.user_id)
        for token in ("", "x", "a.1.b", stock):
            response = program.post("@login-renew", token=token)
            assert response.status_code == 401
            assert response.json()["error"]["type"].startswith("Invalid or expired")


class TestLogout:
    def test_ends_the_session_at_the_server(self, program, token, patron):
        response = program.post("@logout", token=token)
        assert response.status_code == 204
        assert program.who(token) == ""
        assert program.post("@login-renew", token=token).status_code == 401
        assert program.post("@logout", token=token).status_code == 400
        abort()
        assert get_logins().peek(patron.user_id).sessions == frozenset()

    def test_nobody_can_be_logged_out_by_another_site(self, logged_in, patron):
        headers = {"Accept": "application/json", "Origin": "https://evil.example"}
        response = logged_in.post("@logout", headers=headers)
        assert response.status_code == 400
        assert logged_in.who() == patron.user_id


class TestOwnPassword:
    def test_change_over_a_token_leaves_that_token_alone(
        self, program, token, patron, password, logged_in_by_steps
    ):
        body = {"old_password": password, "new_password": "Kawaguchi-815-k"}
        path = f"@users/{patron.user_id}/reset-password"
        assert program.post(path, body, token).status_code == 200
        assert program.who(token) == patron.user_id
        assert logged_in_by_steps.who() == ""


class TestOtherOrigins:
    def test_get_no_more_than_stock_gives_them(self, program, account):
        headers = {"Origin": "https://evil.example"}
        response = program.post("@login", account, headers=headers)
        assert not [h for h in response.headers if h.startswith("Access-Control")]
