from transaction import commit

import pytest


class TestBody:
    def test_malformed_is_a_bad_request(self, program, site, subtests):
        for body in [
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
        ]:
            with subtests.test(body=body):
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
        assert "cannot send email" in response.json()["error"]["message"]
