from ..account.test_deregister import pictures
from dataclasses import replace
from datetime import date
from ndl.registration.account.change_data import mark_of
from ndl.registration.account.change_data import StaleData
from ndl.registration.counter.application import IsOfficial
from ndl.registration.counter.application import NoOpenApplication
from ndl.registration.counter.application import verify_in_person
from ndl.registration.counter.application import withdraw_for
from ndl.registration.counter.cards import block_card
from ndl.registration.counter.cards import CardInvalid
from ndl.registration.counter.cards import CardMissing
from ndl.registration.counter.cards import CardTaken
from ndl.registration.counter.cards import record_card
from ndl.registration.counter.find import find_patrons
from ndl.registration.counter.find import MOST
from ndl.registration.counter.for_patron import change_email_for
from ndl.registration.counter.for_patron import deregister_for
from ndl.registration.counter.identity import correct_identity
from ndl.registration.counter.identity import CORRECTED
from ndl.registration.counter.identity import NothingCorrected
from ndl.registration.counter.identity import ReasonUnknown
from ndl.registration.counter.officer import OwnAccount
from ndl.registration.documents.errors import KindMissing
from ndl.registration.events import AuditTag
from ndl.registration.library.entitlements import entitlements
from ndl.registration.patrons.cards import Card
from ndl.registration.patrons.cards import get_cards
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.review.queue import applications_of
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.submit import submit_application

import pytest
import transaction


PASSPORT = "passport"
NAMES = {
    "family_name": "国会",
    "given_name": "花子",
    "family_kana": "コッカイ",
    "given_kana": "ハナコ",
}
BORN = date(1991, 5, 2)


def correct(patron, names=NAMES, born=BORN, **values):
    given = {
        "document": PASSPORT,
        "reason": "mistyped",
        "seen": mark_of(patron, CORRECTED),
    }
    return correct_identity(patron, names, born, **given | values)


# Each act, ready to be done for a patron.
ACTS = {
    AuditTag.COUNTER_VERIFIED: lambda p: verify_in_person(p, PASSPORT),
    AuditTag.COUNTER_CORRECTED: correct,
    AuditTag.COUNTER_EMAIL_GIVEN: lambda p: change_email_for(
        p, "new@example.org", PASSPORT
    ),
    AuditTag.COUNTER_CARD_RECORDED: lambda p: record_card(p, "1234-5678"),
    AuditTag.COUNTER_CARD_BLOCKED: block_card,
    AuditTag.COUNTER_WITHDRAWN: lambda p: withdraw_for(p, PASSPORT),
    AuditTag.COUNTER_DEREGISTERED: lambda p: deregister_for(p, PASSPORT),
}


@pytest.fixture
def ready(patron, officer):
    """A patron for whom each of the acts can be done."""
    patron.issue_card("OLD1")
    get_cards().give("OLD1", patron.user_id)
    submit_application(patron, pictures())
    transaction.commit()
    return patron


class TestEachAct:
    def test_is_audited_and_mailed_and_leaves_a_notice(self, ready, audited, mails):
        user_id, email = ready.user_id, ready.email
        for tag, act in ACTS.items():
            act(ready)
            (event,) = [one for one in audited if one.tag is tag]
            assert (event.user_id, event.by) == (user_id, "officer")
            assert not {"1234", "new@example.org", "国会"} & set(str(event.details))
            transaction.commit()
            assert mails[-1]["To"] in (email, "new@example.org"), tag
            if tag is not AuditTag.COUNTER_DEREGISTERED:
                assert len(ready.notices) == len(
                    [one for one in ACTS if one in {e.tag for e in audited}]
                )
            # So that the next act finds what it needs.
            if tag is AuditTag.COUNTER_VERIFIED:
                assert state_of(applications_of(user_id)[0]) == State.WITHDRAWN
                submit_application(ready, pictures())
        assert user_id not in get_directory()

    def test_is_never_done_by_officers_for_themselves(self, ready, officer, audited):
        link_patron(officer, ready.user_id)
        before = (ready.person, ready.email, ready.card, ready.patron_class)
        for act in ACTS.values():
            with pytest.raises(OwnAccount):
                act(ready)
        assert (ready.person, ready.email, ready.card, ready.patron_class) == before
        refused = [one for one in audited if one.tag is AuditTag.COUNTER_REFUSED]
        assert len(refused) == len(ACTS)

    def test_that_needs_a_document_needs_a_known_one(self, ready):
        for act in (
            lambda: verify_in_person(ready, ""),
            lambda: correct(ready, document="nonsense"),
            lambda: change_email_for(ready, "new@example.org", ""),
            lambda: withdraw_for(ready, ""),
            lambda: deregister_for(ready, ""),
        ):
            with pytest.raises(KindMissing):
                act()
        assert ready.notices == ()


class TestIdentity:
    def test_is_official_once(self, patron, officer):
        verify_in_person(patron, PASSPORT)
        assert patron.is_official
        with pytest.raises(IsOfficial):
            verify_in_person(patron, PASSPORT)

    def test_corrected_is_found_by_the_new_name_alone(self, patron, officer):
        found = get_directory().find_same_person
        assert correct(patron) == {"family_name", "family_kana", "birth_date"}
        assert patron.birth_date == BORN
        assert found(BORN, "国会花子") == [patron.user_id]
        assert found(date(1990, 4, 1), "国立花子") == []

    def test_is_not_corrected_without_a_reason_or_change(self, patron, officer):
        seen = mark_of(patron, CORRECTED)
        with pytest.raises(ReasonUnknown):
            correct(patron, reason="")
        same = {name: getattr(patron, name) for name in NAMES}
        with pytest.raises(NothingCorrected):
            correct(patron, same, patron.birth_date)
        changed = replace(patron.person, given_name="華子")
        get_directory().update(patron, changed)
        with pytest.raises(StaleData):
            correct(patron, seen=seen)
        assert patron.given_name == "華子"

    def test_corrected_into_somebody_else_is_put_on_the_list(
        self, patron, officer, make_patron, audited
    ):
        make_patron(email="x@example.org", phone="", birth_date=BORN, **NAMES)
        correct(patron)
        assert AuditTag.PATRON_DUPLICATE_NOTED in [one.tag for one in audited]


class TestCards:
    def test_are_read_in_any_width_and_open_services(self, patron, officer):
        verify_in_person(patron, PASSPORT)
        closed = [one for one in entitlements(patron) if not one.is_open]
        record_card(patron, "ａ１２３-４５ ")
        assert patron.card == "A12345"
        left = [one for one in entitlements(patron) if not one.is_open]
        assert len(left) < len(closed)

    def test_are_never_given_twice(self, patron, officer, make_patron):
        other = make_patron(email="taro@example.org")
        record_card(patron, "A0001")
        for who in (patron, other):
            with pytest.raises(CardTaken):
                record_card(who, "a-0001")
        record_card(patron, "A0002")
        assert get_cards().get("A0001") == Card(patron.user_id, blocked=True)
        deregister_for(patron, PASSPORT)
        assert get_cards().get("A0002") == Card("", blocked=True)
        with pytest.raises(CardTaken):
            record_card(other, "A0002")

    def test_need_a_number_and_something_to_block(self, patron, officer):
        for text in ("", "ABC", "A" * 33, "A12/45", "国立国会"):
            with pytest.raises(CardInvalid):
                record_card(patron, text)
        with pytest.raises(CardMissing):
            block_card(patron)
        with pytest.raises(NoOpenApplication):
            withdraw_for(patron, PASSPORT)


class TestSearch:
    def test_finds_by_whatever_the_patron_has(self, patron, officer, audited):
        record_card(patron, "A0001")
        others = "0312345678", "03-1234-5678", "+81 3 1234 5678", "a-0001"
        for text in (patron.user_id.lower(), "国立", "こくりつ", "hanako@e", *others):
            assert find_patrons(text) == [patron], text
            event = audited[-1]
            assert event.tag is AuditTag.COUNTER_SEARCHED
            assert event.details == {"found": [patron.user_id]}
        assert find_patrons("nobody") == find_patrons("  ") == []

    def test_shows_no_more_than_a_page(self, officer, make_patron):
        for number in range(MOST + 3):
            make_patron(email=f"p{number}@example.org", phone="")
        assert len(find_patrons("国立")) == MOST + 1
