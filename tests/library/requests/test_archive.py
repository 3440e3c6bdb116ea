from .test_requests import bring_to
from datetime import timedelta
from ndl.registration import cli
from ndl.registration.account.deregister import remove_patron
from ndl.registration.account.my_data import collect_data
from ndl.registration.clock import now
from ndl.registration.events import AuditTag
from ndl.registration.library.requests.archive import archive_batch
from ndl.registration.library.requests.archive import kept_of
from ndl.registration.library.requests.mine import filed_requests
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.store import get_requests
from ndl.registration.settings import settings

import pytest
import time_machine


@pytest.fixture(autouse=True)
def addressed(portal, mails):
    settings().public_url = "https://library.example"
    settings().request_days = 30


def test_puts_away_what_was_closed_long_ago(make_patron, staff, portal, capsys):
    patron = make_patron()
    ids = {}
    for state in (State.DONE, State.CANCELLED, State.REFUSED, State.READY):
        made = place_request(patron, "article-research", {"title": "Genji"})
        bring_to(made, state)
        ids[state] = made.request_id
    options = cli._parser().parse_args(["x", "plone", "archive-requests", "--dry-run"])
    with time_machine.travel(now() + timedelta(days=29)):
        assert archive_batch(10) == 0
    with time_machine.travel(now() + timedelta(days=31)):
        options.run(portal, options)
        assert "put away: 3" in capsys.readouterr().out
        assert len(filed_requests(patron)) == 4
        settings().request_days = 0
        assert archive_batch(10) == 0
        settings().request_days = 30
        # As if it was killed after each of the batches.
        assert [archive_batch(2), archive_batch(2), archive_batch(2)] == [2, 1, 0]
    assert [one.request_id for one in filed_requests(patron)] == [ids[State.READY]]
    assert get_requests().get(ids[State.DONE]) is None
    assert {one.state for one in kept_of(patron.user_id)} == {
        State.DONE,
        State.CANCELLED,
        State.REFUSED,
    }
    data = collect_data(patron)
    assert len(data["former_requests"]) == 3
    assert "Genji" not in str(data["former_requests"])
    remove_patron(patron, AuditTag.PATRON_DEREGISTERED)
    assert get_requests().of_patron(patron.user_id) is None
