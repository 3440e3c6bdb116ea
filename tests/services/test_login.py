from ..visitor import code_in
from ndl.registration.login.browsers import browsers_of
from transaction import abort

import pytest


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


class TestFirstStep:
    def test_tells_what_is_needed_next(self, program, patron, account, mails):
        response = program.post("@login", account)
        assert response.status_code == 202
        body = response.json()
        assert body.pop("attempt")
        assert "h*****@e***.org" in body.pop("message")
        assert body == {
            "next": "code",
            "recipient": "h*****@e***.org",
            "expires_in": 900,
            "channels": [],
            "may_keep": True,
        }
        assert [mail["To"] for mail in mails] == [patron.email]

    def test_is_no_login(self, program, begun):
        assert program.who(begun["attempt"]) == ""
        assert program.visitor.who() == ""
        assert not program.visitor.cookies

    @pytest.mark.parametrize("login", [None, "E000000000"])
    def test_wrong_and_unknown_are_answered_alike(self, program, account, login, mails):
        body = {"login": login or account["login"], "password": "wrong-Secret-1"}
        response = program.post("@login", body)
        assert response.status_code == 401
        error = response.json()["error"]
        assert error["type"] == "Invalid credentials"
        assert error["message"].startswith("The user ID or password is not correct.")
        assert mails == []

    def test_locks_as_the_form_does(self, program, visitor, account):
        body = account | {"password": "wrong-Secret-1"}
        for _ in range(3):
            program.post("@login", body)
        for _ in range(2):
            visitor.log_in(account["login"], "wrong-Secret-1")
        assert program.post("@login", account).status_code == 401

    def test_is_answered_in_the_language_asked_for(self, program, account):
        body = account | {"password": "wrong"}
        headers = {"Accept-Language": "ja-JP,ja;q=0.9,en;q=0.5"}
        answer = program.post("@login", body, headers=headers).json()
        assert "パスワード" in answer["error"]["message"]

    def test_speaks_over_the_api_traverser(self, program, account):
        assert program.post("++api++/@login", account).status_code == 202


class TestSecondStep:
    def test_answers_a_token(self, program, patron, begun, mails):
        body = {"attempt": begun["attempt"], "code": code_in(mails[-1])}
        response = program.post("@login", body)
        assert response.status_code == 200
        answer = response.json()
        token = answer.pop("token")
        assert answer == {
            "user_id": patron.user_id,
            "expires_in": 3600,
            "session_ends_in": 86400,
        }
        assert program.who(token) == patron.user_id
        assert "no-store" in response.headers["Cache-Control"]
        assert not program.visitor.cookies

    def test_remembers_no_browser(self, token, patron):
        abort()
        assert browsers_of(patron.user_id) == ()

    def test_works_on_services(self, program, token, patron):
        response = program.visitor.get(
            f"@users/{patron.user_id}", headers={"Authorization": f"bearer {token}"}
        )
        assert response.status_code == 200
        assert response.json()["id"] == patron.user_id

    def test_keeps_the_session_if_asked(self, program, begun, mails):
        body = {
            "attempt": begun["attempt"],
            "code": code_in(mails[-1]),
            "keep": True,
        }
        answer = program.post("@login", body).json()
        assert answer["expires_in"] == answer["session_ends_in"] == 60 * 86400

    def test_wrong_code(self, program, begun, mails):
        body = {"attempt": begun["attempt"], "code": wrong(code_in(mails[-1]))}
        response = program.post("@login", body)
        assert response.status_code == 401
        assert response.json()["error"] == {
            "type": "Invalid code",
            "code": "code-wrong",
            "message": "The authentication code is not correct. Tries left: 4",
            "fields": {},
        }

    def test_five_wrong_codes_end_the_attempt(self, program, begun, mails):
        right = code_in(mails[-1])
        body = {"attempt": begun["attempt"], "code": wrong(right)}
        kinds = [program.post("@login", body).json()["error"]["type"] for _ in range(5)]
        assert kinds == ["Invalid code"] * 4 + ["Login ended"]
        response = program.post("@login", body | {"code": right})
        assert response.status_code == 401

    def test_the_code_works_once(self, program, token, begun, mails):
        body = {"attempt": begun["attempt"], "code": code_in(mails[-1])}
        response = program.post("@login", body)
        assert response.status_code == 401
        assert response.json()["error"]["type"] == "Login ended"

    def test_belongs_to_the_program_that_took_the_first(
        self, program, visit, begun, mails
    ):
        body = {"attempt": begun["attempt"], "code": code_in(mails[-1])}
        response = visit(agent="other/1.0").post(
            "@login", json=body, headers={"Accept": "application/json"}
        )
        assert response.status_code == 401

    def test_limits_of_the_account_hold_here_too(self, program, account, mails):
        for _ in range(2):
            attempt = program.post("@login", account).json()["attempt"]
            code = wrong(code_in(mails[-1]))
            for _ in range(5):
                program.post("@login", {"attempt": attempt, "code": code})
        response = program.post("@login", account)
        assert response.status_code == 429
        assert response.json()["error"]["type"] == "Too many requests"

    def test_a_new_login_ends_the_session_of_the_token_sent_along(
        self, program, token, account, mails
    ):
        attempt = program.post("@login", account, token).json()["attempt"]
        assert program.who(token)
        body = {"attempt": attempt, "code": code_in(mails[-1])}
        newer = program.post("@login", body, token).json()["token"]
        assert program.who(token) == ""
        assert program.who(newer)
