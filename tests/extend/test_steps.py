from ndl.registration.interfaces import IDuty
from tests.policy_package import steps
from tests.visitor import code_in
from tests.visitor import token_for
from zope.interface.verify import verifyObject

import pytest


@pytest.fixture
def reader(patron):
    steps.Readers.names.add(patron.user_id)
    yield patron
    steps.Readers.names.clear()


@pytest.fixture
def entered(visit, reader, password, mails):
    visitor = visit()
    visitor.log_in(reader.user_id, password)
    visitor.page = visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
    return visitor


def test_contract_is_kept():
    assert verifyObject(IDuty, steps.READ_RULES)


class TestStep:
    def test_comes_after_the_login(self, entered):
        assert "/read-rules" in entered.page.url

    def test_comes_before_everything_else_until_it_is_done(self, entered):
        assert "/read-rules" in entered.get("my-account").url
        token = token_for(entered)
        entered.post("read-rules", data={"_authenticator": token})
        assert "/read-rules" not in entered.get("my-account").url

    def test_closes_rest_as_well(self, entered):
        headers = {"Accept": "application/json"}
        answer = entered.get("@types", headers=headers)
        assert answer.status_code in (401, 403)

    def test_is_nothing_to_others(self, logged_in):
        assert "/read-rules" not in logged_in.get("my-account").url
