from ..visitor import code_in
from ndl.registration.config import settings
from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.delivery.email import EmailChannel
from ndl.registration.patrons.directory import get_directory
from plone import api
from transaction import abort
from transaction import commit
from zope.component import getGlobalSiteManager

import pytest
import time_machine


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
            "message": "The authentication code is not correct. Tries left: 4",
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


class TestSendingAgain:
    def test_has_to_wait(self, program, begun, mails):
        body = {"attempt": begun["attempt"], "send_again": True}
        response = program.post("@login", body)
        assert response.status_code == 429
        assert "Please wait" in response.json()["error"]["message"]
        assert len(mails) == 1

    def test_makes_the_former_code_void(self, program, begun, mails, patron):
        settings().resend_wait = 0
        commit()
        first = code_in(mails[-1])
        again = {"attempt": begun["attempt"], "send_again": True}
        assert program.post("@login", again).json()["next"] == "code"
        assert len(mails) == 2
        if code_in(mails[-1]) != first:
            body = {"attempt": begun["attempt"], "code": first}
            assert program.post("@login", body).status_code == 401
        body = {"attempt": begun["attempt"], "code": code_in(mails[-1])}
        assert program.post("@login", body).status_code == 200


class Pigeon(EmailChannel):
    title = "Pigeon"

    def serves(self, identity):
        return True


@pytest.fixture
def pigeon():
    manager = getGlobalSiteManager()
    channel = Pigeon()
    manager.registerUtility(channel, IDeliveryChannel, "pigeon")
    yield channel
    manager.unregisterUtility(channel, IDeliveryChannel, "pigeon")


class TestChannels:
    def test_are_listed_and_can_be_chosen(self, program, pigeon, account, mails):
        settings().resend_wait = 0
        commit()
        begun = program.post("@login", account).json()
        assert begun["channels"] == [{"name": "pigeon", "title": "Pigeon"}]
        body = {"attempt": begun["attempt"], "channel": "pigeon"}
        response = program.post("@login", body)
        assert response.status_code == 202
        names = [channel["name"] for channel in response.json()["channels"]]
        assert names == ["email"]
        assert len(mails) == 2

    def test_which_ask_for_more_on_a_page_are_left_out(self, program, pigeon, account):
        pigeon.page = "login-pigeon"
        assert program.post("@login", account).json()["channels"] == []

    @pytest.mark.parametrize("name", ["raven", ""])
    def test_unknown_ones_are_refused(self, program, begun, name):
        body = {"attempt": begun["attempt"], "channel": name}
        response = program.post("@login", body)
        assert response.status_code == 400
        assert response.json()["error"]["type"] == "Invalid channel"


@pytest.fixture
def without_address(site, make_patron):
    patron = make_patron(email="")
    commit()
    return patron


class TestWithoutAddress:
    @pytest.fixture
    def begun(self, program, without_address, password):
        body = {"login": without_address.user_id, "password": password}
        return program.post("@login", body).json()

    def test_asks_for_one_and_stores_it_after_the_code(
        self, program, begun, without_address, mails
    ):
        assert begun["next"] == "address"
        body = {"attempt": begun["attempt"], "email": "new@example.org"}
        response = program.post("@login", body)
        assert response.status_code == 202
        assert response.json()["may_keep"] is False
        abort()
        assert get_directory()[without_address.user_id].email == ""
        body = {"attempt": begun["attempt"], "code": code_in(mails[-1])}
        response = program.post("@login", body)
        assert response.status_code == 200, response.text
        abort()
        assert get_directory()[without_address.user_id].email == "new@example.org"

    def test_refuses_what_is_no_address(self, program, begun, mails):
        body = {"attempt": begun["attempt"], "email": "nobody"}
        response = program.post("@login", body)
        assert response.status_code == 400
        assert response.json()["error"]["type"] == "Invalid email"
        assert mails == []

    def test_no_code_was_sent_that_could_be_entered(self, program, begun):
        body = {"attempt": begun["attempt"], "code": "000000"}
        assert program.post("@login", body).status_code == 401


class TestBody:
    @pytest.mark.parametrize(
        "body",
        [
            b"{",
            b"[]",
            b'"text"',
            b"\xff",
            b'{"login": 1, "password": "x"}',
            b'{"login": ["a"], "password": "x"}',
            b'{"login": "a", "password": null}',
            b'{"login": "a", "password": {"x": 1}}',
            b'{"login": "a", "password": "x", "keep": "yes"}',
            b'{"attempt": "a", "code": 123456}',
            b'{"attempt": "a", "send_again": 1}',
        ],
    )
    def test_malformed_is_a_bad_request(self, program, site, body):
        headers = {"Content-Type": "application/json"}
        response = program.post("@login", data=body, headers=headers)
        assert response.status_code == 400
        assert response.json()["error"]["type"] == "Malformed request"

    @pytest.mark.parametrize(
        "body", [b"[" * 100_000, b'{"login": "\\ud800", "password": "x"}']
    )
    def test_too_deep_or_no_unicode_is_a_bad_request(self, program, site, body):
        # As JSON, the user folder of the Zope root already stumbles over it.
        response = program.post("@login", data=body)
        assert response.status_code == 400
        assert response.json()["error"]["type"] == "Malformed request"

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"login": "a"},
            {"password": "x"},
            {"attempt": "a"},
            {"attempt": "a", "send_again": False},
        ],
    )
    def test_incomplete_is_a_bad_request(self, program, site, body):
        response = program.post("@login", body)
        assert response.status_code == 400
        assert response.json()["error"]["type"] == "Missing credentials"

    def test_unknown_attempt_has_ended(self, program, site):
        response = program.post("@login", {"attempt": "a", "code": "000000"})
        assert response.status_code == 401
        assert response.json()["error"]["type"] == "Login ended"

    def test_without_mail_nothing_is_promised(self, site, program, account):
        site.portal_registry["plone.email_from_address"] = None
        commit()
        response = program.post("@login", account)
        assert response.status_code == 503
        assert "cannot send mail" in response.json()["error"]["message"]


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

    def test_answers_the_same_token_while_it_will_do(self, program, token):
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
        self, program, token, patron, password, logged_in
    ):
        body = {"old_password": password, "new_password": "Kawaguchi-815-k"}
        path = f"@users/{patron.user_id}/reset-password"
        assert program.post(path, body, token).status_code == 200
        assert program.who(token) == patron.user_id
        assert logged_in.who() == ""


class TestOtherOrigins:
    def test_get_no_more_than_stock_gives_them(self, program, account):
        headers = {"Origin": "https://evil.example"}
        response = program.post("@login", account, headers=headers)
        assert not [h for h in response.headers if h.startswith("Access-Control")]
