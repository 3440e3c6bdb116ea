from concurrent.futures import ThreadPoolExecutor
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.desk import get_desk
from ndl.registration.review.errors import ApplicationOpen
from ndl.registration.review.index import get_index
from ndl.registration.review.queue import applications_of
from ndl.registration.review.shelf import SHELVES
from ndl.registration.review.span import parse_span
from ndl.registration.review.states import State
from ndl.registration.review.statistics import Statistics
from ndl.registration.review.submit import submit_application
from Testing.makerequest import makerequest
from threading import Barrier
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import pytest
import transaction


TOGETHER = 8


@pytest.fixture
def submit_at_once(functional_portal, pictures):
    """Submits for all these patrons, each in a transaction begun before the others end.

    Says what came of each: "done", "conflict" or "open".
    """
    database = functional_portal._p_jar.db()
    site_id = functional_portal.getId()

    def submit_all(user_ids):
        begun, written = Barrier(len(user_ids)), Barrier(len(user_ids))

        def submit(user_id):
            transaction.begin()
            connection = database.open()
            try:
                app = makerequest(connection.root()["Application"])
                setRequest(app.REQUEST)
                setSite(app[site_id])
                begun.wait()
                submit_application(get_directory().get(user_id), pictures)
                written.wait()
                transaction.commit()
            except ConflictError:
                return "conflict"
            except ApplicationOpen:
                written.wait()
                return "open"
            else:
                return "done"
            finally:
                transaction.abort()
                setSite(None)
                clearRequest()
                connection.close()

        with ThreadPoolExecutor(len(user_ids)) as pool:
            return list(pool.map(submit, user_ids))

    return submit_all


def counted():
    """How many have come in, by the figures and by the index."""
    counts = get_index().counts()
    return Statistics(parse_span({})).total.received, counts[State.SUBMITTED]


class TestSubmitAtOnce:
    def test_strangers_do_not_get_in_each_others_way(
        self, submit_at_once, make_patron, make_application
    ):
        for number in range(3):
            make_application(email=f"before{number}@example.org")
        patrons = [make_patron(email=f"p{n}@example.org") for n in range(TOGETHER)]
        user_ids = [patron.user_id for patron in patrons]
        transaction.commit()
        modified = get_desk().modified()
        assert submit_at_once(user_ids) == ["done"] * TOGETHER
        transaction.abort()
        assert get_desk().objectCount() == TOGETHER + 3
        assert get_desk().modified() == modified
        assert counted() == (TOGETHER + 3, TOGETHER + 3)

    def test_more_than_there_are_shelves_lose_nothing(
        self, submit_at_once, make_patron
    ):
        patrons = [make_patron(email=f"p{n}@example.org") for n in range(SHELVES + 8)]
        left = [patron.user_id for patron in patrons]
        transaction.commit()
        for _try in range(10):
            said = zip(left, submit_at_once(left), strict=True)
            left = [user_id for user_id, came in said if came == "conflict"]
            if not left:
                break
        transaction.abort()
        assert left == []
        assert get_desk().objectCount() == SHELVES + 8
        assert counted() == (SHELVES + 8, SHELVES + 8)

    def test_one_patron_gets_one_application(self, submit_at_once, make_patron):
        patron = make_patron()
        transaction.commit()
        came = submit_at_once([patron.user_id] * 4)
        transaction.abort()
        assert sorted(came) == ["conflict"] * 3 + ["done"]
        assert len(applications_of(patron.user_id)) == 1
