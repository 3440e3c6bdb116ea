from ndl.registration.review.states import WORKFLOW
from plone import api


GUARD = {"guard_permissions": "ndl.registration: Review Applications"}


def add_state(setup):
    """Add a state in which an expert checks an application before its verification."""
    workflow = api.portal.get_tool("portal_workflow")[WORKFLOW]
    workflow.states.addState("with_expert")
    workflow.states["with_expert"].setProperties(
        title="With an expert", transitions=("verify", "decline", "withdraw")
    )
    workflow.transitions.addTransition("ask_expert")
    workflow.transitions["ask_expert"].setProperties(
        title="Ask an expert",
        actbox_name="Ask an expert",
        new_state_id="with_expert",
        props=GUARD,
    )
    submitted = workflow.states["submitted"]
    submitted.transitions = (*submitted.transitions, "ask_expert")
