"""States and steps that a site has added to the workflow."""

from ...visitor import message_of
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.review.queue import count_applications
from ndl.registration.review.queue import count_late
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.states import state_of
from ndl.registration.review.states import WORKFLOW
from plone import api
from transaction import commit

import pytest


JSON = {"Accept": "application/json"}
GUARD = {"guard_permissions": "ndl.registration: Review Applications"}


@pytest.fixture
def workflow(site, application):
    """The workflow of a site that calls applicants, and trusts some at once."""
    made = site.portal_workflow[WORKFLOW]
    made.states.addState("awaiting_call")
    made.states.awaiting_call.setProperties(
        title="Waits for a call", transitions=("called", "trust")
    )
    made.states.addState("archived")
    made.states.archived.setProperties(title="Archived", transitions=())
    for name, title, target in (
        ("call", "Call the applicant", "awaiting_call"),
        ("called", "Called", "submitted"),
        ("trust", "Trust at once", "verified"),
        ("archive", "Archive", "archived"),
    ):
        made.transitions.addTransition(name)
        made.transitions[name].setProperties(
            title=title, new_state_id=target, actbox_name=title, props=GUARD
        )
    leaving = ("claim", "verify", "decline", "call", "archive")
    made.states.submitted.setProperties(title="Waiting", transitions=leaving)
    commit()
    return made


@pytest.fixture
def move(site, application):
    """Takes a step as a script of the site does."""

    def step(name):
        site._p_jar.sync()
        with api.env.adopt_roles(["Manager"]):
            site.portal_workflow.doActionFor(application, name)
        commit()

    return step


@pytest.fixture
def state(site, application):
    def read():
        site._p_jar.sync()
        return state_of(application)

    return read


@pytest.fixture
def editor(log_in, workflow):
    return log_in("editor")


class TestUnknownState:
    @pytest.fixture(autouse=True)
    def waiting(self, workflow, move):
        move("call")

    @pytest.mark.parametrize("page", ["", "/application", "/decide", "/decline"])
    def test_page_of_the_application(self, editor, path, page):
        assert editor.get(path + page).status_code == 200

    def test_is_shown_by_its_title(self, editor, path):
        text = editor.get(path).text
        assert "Waits for a call" in text
        assert "Call the applicant" in text
        assert "Trust at once" in text

    @pytest.mark.parametrize("query", ["", "?state=awaiting_call", "?state=archived"])
    def test_desk(self, editor, path, query):
        response = editor.get(f"registration-desk{query}")
        assert response.status_code == 200
        number = path.rpartition("/")[2]
        assert (number in response.text) == (query != "?state=archived")
        assert "Waits for a call" in response.text

    @pytest.mark.parametrize(
        "service",
        ["", "/@workflow", "/@types", "/@actions"],
    )
    def test_rest(self, editor, path, service):
        assert editor.get(path + service, headers=JSON).status_code == 200

    def test_search(self, editor, path):
        query = "@search?portal_type=RegistrationApplication&fullobjects=1"
        (found,) = editor.get(query, headers=JSON).json()["items"]
        assert found["review_state"] == "awaiting_call"

    def test_still_waits(self, applicant):
        assert open_application_of(applicant.user_id) is not None
        assert count_applications()["awaiting_call"] == 1
        assert count_late() == 0

    def test_patron_can_be_removed(self, site, applicant, application):
        site.acl_users.userFolderDelUsers([applicant.user_id])
        commit()
        assert applicant.user_id not in get_directory()
        assert not application.pictures_held()

    def test_of_the_applicant_in_my_account(self, log_in, applicant):
        response = log_in(applicant.user_id).get("my-account")
        assert response.status_code == 200
        assert "apply-official" not in response.text

    def test_state_that_nothing_leads_out_of(self, move, applicant):
        move("called")
        move("archive")
        assert open_application_of(applicant.user_id) is None


class TestUnknownStep:
    def test_on_the_page(self, editor, path, state, audited):
        response = editor.submit(path, f"{path}/decide", step="call")
        assert "The step has been taken." in message_of(response)
        assert state() == "awaiting_call"
        (event,) = [e for e in audited if e.tag is AuditTag.APPLICATION_MOVED]
        assert event.details["step"] == "call"
        assert event.by == "editor"

    def test_over_rest(self, editor, path, state):
        answer = editor.post(f"{path}/@workflow/call", json={}, headers=JSON)
        assert answer.status_code == 200
        assert state() == "awaiting_call"

    @pytest.mark.parametrize("step", ["nonsense", "called", "withdraw"])
    def test_that_is_not_possible(self, editor, path, state, step):
        response = editor.submit(path, f"{path}/decide", step=step)
        assert response.status_code == 200
        assert state() == "submitted"

    def test_to_verified_is_a_verification(self, editor, path, move, applicant, site):
        move("call")
        editor.submit(path, f"{path}/decide", step="trust")
        site._p_jar.sync()
        assert get_directory()[applicant.user_id].is_official

    @pytest.mark.parametrize("step", ["call", "trust"])
    def test_with_the_own_application(self, editor, path, move, state, applicant, step):
        if step == "trust":
            move("call")
        before = state()
        link_patron("editor", applicant.user_id)
        commit()
        editor.submit(path, f"{path}/decide", step=step)
        editor.post(f"{path}/@workflow/{step}", json={}, headers=JSON)
        assert state() == before
        text = editor.get(path).text
        assert "Trust at once</button>" not in text

    def test_of_members(self, log_in, path, workflow, state):
        log_in("member").post(f"{path}/@workflow/call", json={}, headers=JSON)
        assert state() == "submitted"
