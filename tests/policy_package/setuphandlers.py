from ndl.registration.review.states import WORKFLOW
from plone import api


GUARD = {"guard_permissions": "ndl.registration: Review Applications"}


def add_state(setup):
    """A second editor looks before an application is verified."""
    workflow = api.portal.get_tool("portal_workflow")[WORKFLOW]
    workflow.states.addState("second_look")
    workflow.states["second_look"].setProperties(
        title="Second look", transitions=("verify", "decline", "withdraw")
    )
    workflow.transitions.addTransition("ask_second")
    workflow.transitions["ask_second"].setProperties(
        title="Ask for a second look",
        actbox_name="Ask for a second look",
        new_state_id="second_look",
        props=GUARD,
    )
    submitted = workflow.states["submitted"]
    submitted.transitions = (*submitted.transitions, "ask_second")
