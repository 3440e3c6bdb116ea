"""A workflow whose state gives rights to a service, as the how-to guide has it."""

from .conftest import agree
from datetime import date
from ndl.registration.patrons.record import PatronClass
from pathlib import Path
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from Products.CMFCore.exportimport.workflow import importWorkflowTool
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.GenericSetup.context import DirectoryImportContext

import pytest
import re
import transaction


GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "protect-content.md"
WORKFLOW = "shown_to_patrons"
JSON = {"Accept": "application/json"}


@pytest.fixture
def page(site, tmp_path):
    """A page below the workflow of the guide, in its state for patrons."""
    bindings, definition = re.findall(r"```xml\n(.*?)```", GUIDE.read_text(), re.S)
    (tmp_path / "workflows" / WORKFLOW).mkdir(parents=True)
    (tmp_path / "workflows.xml").write_text(bindings)
    (tmp_path / "workflows" / WORKFLOW / "definition.xml").write_text(definition)
    importWorkflowTool(DirectoryImportContext(site.portal_setup, tmp_path))
    setRoles(site, TEST_USER_ID, ["Manager"])
    page = api.content.create(site, "Document", "page", title="Wasurenagusa")
    api.content.transition(page, "show")
    transaction.commit()
    return page


def sees(visitor):
    answers = {
        "Wasurenagusa" in visitor.get("page").text,
        visitor.get("page", headers=JSON).status_code == 200,
        visitor.get("@search?Title=Wasurenagusa", headers=JSON).json()["items_total"]
        == 1,
    }
    assert len(answers) == 1
    return answers.pop()


class TestState:
    def test_shows_the_page_to_whoever_may_use_the_service(
        self, page, entitled, logged_in, visitor
    ):
        assert sees(logged_in)
        assert not sees(visitor)

    def test_holds_at_the_next_request(self, page, patron, logged_in):
        assert not sees(logged_in)
        patron.change_class(PatronClass.OFFICIAL)
        agree(patron)
        transaction.commit()
        assert sees(logged_in)
        patron.withdraw_consent("digitized-contents")
        transaction.commit()
        assert not sees(logged_in)

    def test_takes_the_right_back(self, page, entitled, logged_in):
        assert sees(logged_in)
        api.content.transition(page, "hide")
        transaction.commit()
        assert not sees(logged_in)


class TestGuard:
    def test_is_open_to_whoever_may_use_the_service(self, page, entitled):
        tool = api.portal.get_tool("portal_workflow")
        guard = tool[WORKFLOW].transitions["hide"].getGuard()
        guard.permissions, guard.groups = (), ("service-digitized-contents",)
        with api.env.adopt_user(entitled.user_id):
            assert [t["id"] for t in tool.getTransitionsFor(page)] == ["hide"]
        entitled.end_after(date(2020, 1, 1))
        with api.env.adopt_user(entitled.user_id):
            assert not tool.getTransitionsFor(page)
            with pytest.raises(WorkflowException):
                tool.doActionFor(page, "hide")
