from ..visitor import code_in
from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.login.delivery.email import EmailChannel
from ndl.registration.patrons.directory import get_directory
from ndl.registration.settings import settings
from transaction import abort
from transaction import commit
from zope.component import getGlobalSiteManager

import pytest


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
