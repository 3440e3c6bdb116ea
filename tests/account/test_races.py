"""Patrons and staff who change one thing at the same moment, in real threads.

Deregistering against the steps of an editor is in `test_deregister`; two changes of
address to one address are in `pages/test_change_email`.
"""

from dataclasses import replace
from ndl.registration.account.change_data import change_data
from ndl.registration.account.change_data import mark_of
from ndl.registration.account.deregister import end_registration
from ndl.registration.library.consent import give_consent
from ndl.registration.library.consent import withdraw_consent
from ndl.registration.patrons.directory import get_directory

import transaction


CONTENTS = "digitized-contents"


def of(user_id):
    return get_directory()[user_id]


def test_consents_given_and_withdrawn_at_once(at_once, official):
    user_id = official.user_id

    def give():
        give_consent(of(user_id), CONTENTS, "1")

    def take():
        withdraw_consent(of(user_id), CONTENTS)

    assert at_once(give, give, give, tries=4) == ["done"] * 3
    transaction.begin()
    assert list(of(user_id).consents) == [CONTENTS]
    assert at_once(take, take, tries=3) == ["done"] * 2
    transaction.begin()
    assert not of(user_id).consents


def test_a_change_of_data_in_two_tabs(at_once, patron, mails):
    user_id, seen = patron.user_id, mark_of(patron)

    def change(phone):
        patron = of(user_id)
        change_data(patron, replace(patron.person, phone=phone), seen)

    acts = [lambda p=phone: change(p) for phone in ("+81311112222", "+81333334444")]
    assert sorted(at_once(*acts, tries=3)) == ["StaleData", "done"]
    assert len(mails) == 1


def test_a_change_of_data_and_the_end_of_the_registration(at_once, patron, mails):
    user_id, seen = patron.user_id, mark_of(patron)

    def change():
        patron = of(user_id)
        change_data(patron, replace(patron.person, phone="+81311112222"), seen)

    came = at_once(change, lambda: end_registration(of(user_id)))
    assert sorted(came) == ["conflict", "done"]
    transaction.begin()
    assert (user_id in get_directory()) is (came[0] == "done")
