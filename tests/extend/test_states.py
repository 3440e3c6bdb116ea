from ndl.registration.patrons.directory import get_directory
from ndl.registration.review import decide
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of

import pytest
import transaction


@pytest.fixture
def application(site, make_patron, make_application):
    return make_application(make_patron(language="en"))


class TestState:
    def test_is_offered_shown_and_open(self, application, manager):
        transaction.commit()
        assert "Ask an expert" in manager.get(application.absolute_url()).text

    def test_is_taken_and_counts_as_open(self, application, editor):
        assert "ask_expert" in decide.possible_steps(application)
        decide.take_step(application, "ask_expert", token_of(application))
        assert state_of(application) == "with_expert"
        assert open_application_of(application.patron_id) is not None

    def test_leads_on_to_a_decision(self, application, editor):
        decide.take_step(application, "ask_expert", token_of(application))
        decide.verify(application, token_of(application))
        assert get_directory()[application.patron_id].is_official

    def test_is_a_tab_of_the_desk(self, application, editor, manager):
        decide.take_step(application, "ask_expert", token_of(application))
        transaction.commit()
        page = manager.get("registration-desk?state=with_expert").text
        assert "With an expert" in page
        assert application.getId() in page
