from concurrent.futures import ThreadPoolExecutor
from ndl.registration.account.deregister import remove_patron
from ndl.registration.events import AuditTag
from ndl.registration.library.my_list.entries import add_record
from ndl.registration.library.my_list.entries import sorted_entries
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.my_list.store import get_lists
from ndl.registration.library.search.record import seal_record
from ndl.registration.patrons.directory import get_directory
from threading import Barrier
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite

import pytest
import transaction


TOGETHER = 6


def test_records_that_are_added_at_once_are_all_kept(
    logged_in, visit, patron, book, site
):
    page = logged_in.get("my-list").text
    token = page.partition('name="_authenticator"')[2].partition('value="')[2]
    tokens = [seal_record(book(f"Book {number}")) for number in range(TOGETHER)]
    gate = Barrier(TOGETHER)

    def add(record):
        twin = visit()
        twin.cookies.update(logged_in.cookies)
        fields = {"record": record, "_authenticator": token.partition('"')[0]}
        gate.wait()
        return twin.post("my-list-add", data=fields).text

    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(add, tokens))
    assert all("Added to the list" in text for text in answers)
    transaction.begin()
    [each] = lists_of(patron)
    assert len(sorted_entries(each)) == TOGETHER


@pytest.mark.parametrize("has_list", [False, True])
def test_nothing_outlives_a_deregistration_meanwhile(
    functional_portal, make_patron, book, has_list
):
    patron = make_patron()
    if has_list:
        first_list(patron)
    transaction.commit()
    user_id, site_id = patron.user_id, functional_portal.getId()
    database = functional_portal._p_jar.db()
    begun, removed = Barrier(2), Barrier(2)

    def in_own_connection(act):
        transaction.begin()
        connection = database.open()
        try:
            setSite(connection.root()["Application"][site_id])
            return act(get_directory().get(user_id))
        finally:
            transaction.abort()
            setSite(None)
            connection.close()

    def add(one):
        begun.wait()
        add_record(first_list(one), book())
        removed.wait()
        try:
            transaction.commit()
        except ConflictError:
            return "conflict"
        return "done"

    def remove(one):
        begun.wait()
        remove_patron(one, AuditTag.PATRON_DEREGISTERED)
        transaction.commit()
        removed.wait()
        return "removed"

    with ThreadPoolExecutor(2) as pool:
        came = [pool.submit(in_own_connection, act) for act in (add, remove)]
        assert came[1].result() == "removed"
        assert has_list or came[0].result() == "conflict"
    transaction.begin()
    assert get_lists().get(user_id) is None
