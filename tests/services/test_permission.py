from transaction import commit

import pytest


USE = "plone.restapi: Use REST API"


@pytest.fixture
def own_record(site, program, patron, token):
    """Asks for the patron's own user, once some roles may use plone.restapi."""

    def ask(roles, token=token):
        # As on a Classic site, which does not install plone.restapi.
        site.manage_permission(USE, roles=roles, acquire=1)
        commit()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return program.visitor.get(f"@users/{patron.user_id}", headers=headers)

    return ask


class TestClassicSite:
    def test_answers_nobody_at_first(self, own_record):
        answer = own_record([])
        assert answer.status_code == 401
        assert USE in answer.json()["message"]

    def test_answers_patrons_once_they_have_the_permission(self, own_record, patron):
        answer = own_record(["Authenticated"])
        assert answer.status_code == 200
        assert answer.json()["email"] == patron.email
        assert own_record(["Authenticated"], token="").status_code == 401

    def test_takes_the_steps_of_a_login_without_it(self, own_record, program, account):
        own_record([])
        assert program.post("@login", account).json()["next"] == "code"
