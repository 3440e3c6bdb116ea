"""One person with two user IDs: one stays, or they are told apart."""

from .conftest import become
from ndl.registration.account.same_person import keep_one
from ndl.registration.account.same_person import OfficialKept
from ndl.registration.events import AuditEvent
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review import decide
from ndl.registration.review.errors import ClaimedByOther
from ndl.registration.review.errors import ConflictOfInterest
from ndl.registration.review.errors import OwnEntry
from ndl.registration.review.errors import StaleEntry
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.review.recusals import recuse
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.review.submit import submit_application
from ndl.registration.review.suspects import distinguish
from ndl.registration.review.suspects import list_suspects
from ndl.registration.review.suspects import note_suspect
from ndl.registration.review.suspects import pair_mark
from transaction import commit
from zope.component import getGlobalSiteManager

import pytest


@pytest.fixture
def twice(functional_portal, colleagues, make_patron, mails):
    """Two registrations of one person; an editor is the current user."""
    first = make_patron(email="first@example.org", language="en")
    second = make_patron(email="second@example.org", language="en")
    note_suspect(second)
    commit()
    return first, second


@pytest.fixture
def audited():
    seen = []
    manager = getGlobalSiteManager()
    manager.registerHandler(seen.append, (AuditEvent,))
    yield seen
    manager.unregisterHandler(seen.append, (AuditEvent,))


def test_one_stays_and_the_user_is_told(twice, mails, audited):
    keep, close = twice
    keep_one(keep.user_id, close.user_id, pair_mark(close, keep))
    commit()
    assert close.user_id not in get_directory()
    assert list_suspects() == []
    to_keep, to_close = mails.last(keep.email), mails.last("second@example.org")
    assert close.user_id in to_keep.get_content()
    assert close.user_id in to_close.get_content()
    # Should they be two persons after all, neither learns of the other.
    assert keep.user_id not in to_close.get_content()
    (notice,) = keep.notices
    assert (notice.kind, notice.fact("closed")) == ("duplicate-closed", close.user_id)
    event = next(e for e in audited if e.tag is AuditTag.PATRONS_MERGED)
    assert (event.user_id, event.details["closed"], event.by) == (
        keep.user_id,
        close.user_id,
        "editor",
    )


def test_an_application_of_the_closed_one_is_withdrawn(twice, pictures):
    keep, close = twice
    application = submit_application(close, pictures)
    decide.claim(application, token_of(application))
    mark = pair_mark(keep, close)
    become("editor-b")
    with pytest.raises(ClaimedByOther):
        keep_one(keep.user_id, close.user_id, mark)
    become("editor")
    keep_one(keep.user_id, close.user_id, mark)
    assert state_of(application) is State.WITHDRAWN


def test_told_apart_for_good(twice):
    one, other = twice
    distinguish(one.user_id, other.user_id, pair_mark(one, other))
    commit()
    assert find_duplicates(one) == find_duplicates(other) == []
    assert list_suspects() == []
    note_suspect(other)
    assert list_suspects() == []


def test_refusals(twice, make_patron, subtests):
    one, other = twice
    ids, mark = (one.user_id, other.user_id), pair_mark(one, other)
    stranger = make_patron(
        email="else@example.org", family_name="別", family_kana="ベツ", phone=""
    )

    def refused(error, keep, close, seen=mark):
        for act in (keep_one, distinguish):
            with pytest.raises(error):
                act(keep, close, seen)
        assert one.user_id in get_directory()

    with subtests.test("what was seen is over"):
        refused(StaleEntry, *ids, "x")
        refused(StaleEntry, one.user_id, one.user_id)
        refused(StaleEntry, one.user_id, "E000000000")
        alike = pair_mark(one, stranger)
        refused(StaleEntry, one.user_id, stranger.user_id, alike)
    with subtests.test("the official one stays"):
        other.change_class(PatronClass.OFFICIAL)
        with pytest.raises(OfficialKept):
            keep_one(*ids, pair_mark(one, other))
        other.change_class(PatronClass.SIMPLE)
    with subtests.test("whose applications others decide"):
        recuse("editor", other.user_id)
        refused(ConflictOfInterest, *ids)
    with subtests.test("oneself"):
        link_patron("editor", one.user_id)
        refused(OwnEntry, *ids)
