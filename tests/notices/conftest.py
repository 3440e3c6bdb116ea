from datetime import date
from datetime import timedelta
from ndl.registration.clock import today
from ndl.registration.notices.write import Proposal
from ndl.registration.notices.write import write_notice
from ndl.registration.notices.written import Audience

import pytest


def proposal(**changed):
    values = {
        "titles": {"en": "Closed on Friday", "ja": "金曜日休館"},
        "texts": {"en": "<p>All <b>rooms</b>.</p>", "ja": "<p>全館</p>"},
        "begins": today(),
        "ends": today() + timedelta(days=30),
    }
    return Proposal(**(values | changed))


@pytest.fixture
def write():
    """Writes a notice to all patrons, or to the given audience."""

    def send(*audience, by_mail=False, **changed):
        found = Audience(*audience)
        return write_notice(proposal(**changed), found, "editor", by_mail=by_mail)

    return send


LONG_AGO = date(2020, 1, 1)
