from .conftest import AGENT
from .conftest import another
from .conftest import NOON
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import Identity
from ndl.registration.login import results
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.address import give_address
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import AddressNeeded
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.second_step import enter_code
from ndl.registration.login.sending import pending
from ndl.registration.login.sending import send_again
from ndl.registration.login.sending import send_by
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from ndl.registration.patrons.record import PatronClass
from ndl.registration.settings import settings

import pytest
import time_machine


NEW = "shinki@example.org"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def patron(portal, clock, make_patron):
    return make_patron(email="")


@pytest.fixture
def token(patron, codes, password):
    result = enter_password(patron.user_id, password, AGENT)
    assert isinstance(result, AddressNeeded)
    return result.token


class TestGivingAnAddress:
    def test_stores_it_after_the_right_code_and_not_before(self, token, patron, codes):
        assert isinstance(give_address(token, NEW, AGENT), CodeSent)
        enter_code(token, another(codes[-1]), AGENT)
        assert patron.email == ""
        assert isinstance(enter_code(token, codes[-1], AGENT), LoggedIn)
        assert patron.email == NEW

    def test_neither_keeps_nor_remembers(self, token, patron, codes):
        assert not give_address(token, NEW, AGENT).may_keep
        result = enter_code(token, codes[-1], AGENT, keep=True)
        assert not result.kept
        assert result.remembered == ""
        assert browsers_of(patron.user_id) == ()

    def test_is_audited(self, token, patron, codes, audited):
        give_address(token, NEW, AGENT)
        assert audited[-1].tag is AuditTag.LOGIN_ADDRESS_GIVEN
        enter_code(token, codes[-1], AGENT)
        assert AuditTag.LOGIN_ADDRESS_STORED in [event.tag for event in audited]
        assert NEW not in repr(audited)

    def test_leaves_the_patron_a_notice(self, token, patron, codes):
        give_address(token, NEW, AGENT)
        enter_code(token, codes[-1], AGENT)
        assert patron.notices[0].kind == "email-registered"
        assert NEW not in repr(patron.notices)

    def test_ends_older_sessions(self, token, patron, codes):
        identity = Identity(patron.user_id, patron.user_id, "patrons", "", "ja", True)
        older = open_session(identity, Strength.CODE)
        give_address(token, NEW, AGENT)
        assert find_session(older)
        result = enter_code(token, codes[-1], AGENT)
        assert find_session(older) is None
        assert find_session(result.ticket)

    def test_refuses_nonsense_beside_the_field(self, token, codes):
        result = give_address(token, "nobody", AGENT)
        assert isinstance(result, Refused)
        assert not result.ended
        assert codes == []


class TestTakenAddress:
    @pytest.fixture(autouse=True)
    def holder(self, patron, make_patron):
        return make_patron(email=NEW)

    def test_is_answered_as_a_free_one(self, token, make_patron, codes):
        taken = give_address(token, NEW, AGENT)
        assert isinstance(taken, CodeSent)
        assert taken.recipient == "s*****@e***.org"

    def test_is_told_to_the_reader_of_its_mailbox_alone(
        self, token, patron, holder, codes
    ):
        give_address(token, NEW, AGENT)
        result = enter_code(token, codes[-1], AGENT)
        assert isinstance(result, Refused)
        assert result.ended
        assert "already in use" in result.message
        assert (patron.email, holder.email) == ("", NEW)
        assert get_logins().account(patron.user_id).sessions == frozenset()


class TestAnotherAddress:
    def test_is_not_stored_by_the_code_of_the_first(self, token, patron, codes):
        give_address(token, NEW, AGENT)
        assert isinstance(give_address(token, "victim@example.org", AGENT), Refused)
        assert isinstance(enter_code(token, codes[-1], AGENT), LoggedIn)
        assert patron.email == NEW

    def test_gets_a_code_of_its_own(self, token, patron, codes, clock):
        give_address(token, NEW, AGENT)
        clock.shift(30)
        give_address(token, "second@example.org", AGENT)
        if codes[0] != codes[1]:
            assert isinstance(enter_code(token, codes[0], AGENT), Refused)
        enter_code(token, codes[1], AGENT)
        assert patron.email == "second@example.org"

    def test_is_kept_when_the_code_is_sent_again(self, token, patron, codes, clock):
        give_address(token, NEW, AGENT)
        clock.shift(30)
        assert isinstance(send_again(token, AGENT), CodeSent)
        enter_code(token, codes[-1], AGENT)
        assert patron.email == NEW

    def test_counts_as_sending_again(self, token, codes, clock):
        for _ in range(6):
            give_address(token, NEW, AGENT)
            clock.shift(30)
        assert give_address(token, NEW, AGENT).reason == results.RESEND_LIMIT
        assert len(codes) == 6


class TestNotOffered:
    def test_when_an_address_is_on_file(self, portal, make_patron, codes, password):
        patron = make_patron()
        sent = enter_password(patron.user_id, password, AGENT)
        result = give_address(sent.token, NEW, AGENT)
        assert result.ended
        assert enter_code(sent.token, codes[-1], AGENT).ended
        assert patron.email == "hanako@example.org"

    def test_when_it_is_switched_off(self, token, patron, codes, password):
        settings().ask_for_address = False
        assert give_address(token, NEW, AGENT).ended
        assert codes == []
        result = enter_password(patron.user_id, password, AGENT)
        assert result.reason == results.NO_EMAIL

    def test_without_a_password(self, patron, codes):
        assert give_address("made-up", NEW, AGENT).ended
        assert codes == []


class TestByAnotherChannel:
    @pytest.fixture(autouse=True)
    def official(self, patron):
        patron.change_class(PatronClass.OFFICIAL)

    def test_an_address_that_was_typed_is_not_stored(
        self, token, patron, codes, telephone, clock
    ):
        give_address(token, "victim@example.org", AGENT)
        clock.shift(30)
        assert isinstance(send_by(token, "telephone", AGENT), CodeSent)
        assert isinstance(enter_code(token, telephone.codes[-1], AGENT), LoggedIn)
        assert patron.email == ""

    def test_one_typed_after_the_call_is_not_stored(
        self, token, patron, codes, telephone
    ):
        send_by(token, "telephone", AGENT)
        assert isinstance(give_address(token, NEW, AGENT), Refused)
        assert pending(token, AGENT).may_keep
        assert isinstance(enter_code(token, telephone.codes[-1], AGENT), LoggedIn)
        assert patron.email == ""

    def test_the_earlier_channel_is_told(self, token, codes, telephone):
        give_address(token, NEW, AGENT)
        assert telephone.told_addresses == []
        enter_code(token, codes[-1], AGENT)
        assert telephone.told_addresses == ["s*****@e***.org"]
