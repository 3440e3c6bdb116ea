from .conftest import AGENT
from .conftest import NOON
from ndl.registration.events import AuditTag
from ndl.registration.login import results
from ndl.registration.login.delivery import channels_for
from ndl.registration.login.delivery import DeliveryFailed
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.second_step import enter_code
from ndl.registration.login.sending import send_by
from ndl.registration.login.sources import find_identity
from ndl.registration.patrons.record import PatronClass
from ZODB.POSException import ConflictError

import logging
import pytest
import time_machine


@pytest.fixture
def official(patron):
    patron.change_class(PatronClass.OFFICIAL)
    return patron


@pytest.fixture
def at_code(official, codes, password, telephone):
    with time_machine.travel(NOON, tick=False) as clock:
        sent = enter_password(official.user_id, password, AGENT)
        clock.shift(30)
        yield sent.token


class TestOffer:
    def test_is_what_serves_the_patron(self, official, telephone):
        offered = channels_for(find_identity(official.user_id), but="email")
        assert offered == [("telephone", telephone)]

    def test_leaves_out_what_does_not(self, patron, telephone):
        assert channels_for(find_identity(patron.user_id), but="email") == []


class TestSending:
    def test_lets_the_patron_in(self, at_code, official, telephone, audited):
        sent = send_by(at_code, "telephone", AGENT)
        assert sent.told == "You will be called at *****5678."
        assert audited[-1].tag is AuditTag.LOGIN_CODE_SENT
        assert audited[-1].details == {"channel": "telephone"}
        result = enter_code(at_code, telephone.codes[-1], AGENT, keep=True)
        assert isinstance(result, LoggedIn)
        assert result.kept

    def test_voids_the_code_of_the_other_channel(self, at_code, codes, telephone):
        send_by(at_code, "telephone", AGENT)
        if codes[-1] != telephone.codes[-1]:
            assert isinstance(enter_code(at_code, codes[-1], AGENT), Refused)

    @pytest.mark.parametrize("name", ["telephone", "pigeon", ""])
    def test_is_refused_where_it_does_not_apply(
        self, patron, codes, password, telephone, name
    ):
        sent = enter_password(patron.user_id, password, AGENT)
        assert send_by(sent.token, name, AGENT).reason == results.CHANNEL_CLOSED
        assert telephone.codes == []
        assert isinstance(enter_code(sent.token, codes[-1], AGENT), LoggedIn)


class TestBrokenChannel:
    def test_says_so_and_logs_no_secret(self, at_code, telephone, caplog):
        telephone.broken = ValueError("+81312345678 123456")
        with caplog.at_level(logging.ERROR), pytest.raises(DeliveryFailed):
            send_by(at_code, "telephone", AGENT)
        assert "telephone failed: ValueError" in caplog.text
        assert "345678" not in caplog.text

    def test_says_what_the_channel_says(self, at_code, telephone):
        class Busy(DeliveryFailed):
            message = "The line is busy."

        telephone.broken = Busy()
        with pytest.raises(Busy):
            send_by(at_code, "telephone", AGENT)

    def test_a_conflict_is_left_to_be_tried_again(self, at_code, telephone):
        telephone.broken = ConflictError()
        with pytest.raises(ConflictError):
            send_by(at_code, "telephone", AGENT)
