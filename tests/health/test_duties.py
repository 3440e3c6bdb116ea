from ..review.conftest import editor  # noqa: F401
from ..review.conftest import make_application  # noqa: F401
from ..review.conftest import photo  # noqa: F401
from ..review.conftest import pictures  # noqa: F401
from datetime import date
from ndl.registration.review import decide
from ndl.registration.review.retention import erase_due_pictures
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings

import pytest
import time_machine


@pytest.fixture
def application(make_application, editor):  # noqa: F811
    # A Monday, at noon in Tokyo.
    with time_machine.travel("2026-03-02T03:00:00Z", tick=False):
        return make_application()


class TestApplications:
    @pytest.mark.parametrize(
        ("moment", "level"),
        [("2026-03-24T14:59:59Z", "ok"), ("2026-03-24T15:00:00Z", "warning")],
    )
    def test_after_the_promised_days(self, assert_level, application, moment, level):
        assert application.due == date(2026, 3, 24)
        with time_machine.travel(moment, tick=False):
            assert_level("applications", level)

    def test_decided_ones_do_not_wait(self, assert_level, application):
        decide.verify(application, token_of(application))
        assert_level("applications", "ok")


class TestPictures:
    def test_two_days_after_they_were_due(self, assert_level, application):
        settings().picture_days = 30
        with time_machine.travel("2026-03-03T00:00:00Z", tick=False):
            decide.verify(application, token_of(application))
        with time_machine.travel("2026-04-03T23:59:59Z", tick=False):
            assert_level("pictures", "ok")
        with time_machine.travel("2026-04-04T00:00:00Z", tick=False):
            assert_level("pictures", "warning", ": 1.")
            assert erase_due_pictures() == 1
            assert_level("pictures", "ok")
