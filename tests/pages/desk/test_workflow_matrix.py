"""Every state, step, role and door: the same outcome, generated from the workflow."""

from AccessControl import Unauthorized
from AccessControl.PermissionRole import rolesForPermissionOn
from DateTime import DateTime
from datetime import timedelta
from lxml import html
from ndl.registration.clock import now
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review.decision import Decision
from ndl.registration.review.decision import Question
from ndl.registration.review.states import state_of
from ndl.registration.review.states import WORKFLOW
from persistent.mapping import PersistentMapping
from plone.app.contentrules.actions.workflow import WorkflowAction
from plone.app.testing import login
from plone.app.testing import TEST_USER_NAME
from plone.contentrules.rule.interfaces import IExecutable
from Products.CMFCore.WorkflowCore import WorkflowException
from transaction import begin
from transaction import commit
from zope.component import getMultiAdapter
from zope.interface.interfaces import ObjectEvent

import json
import pytest


ROLES = ("member", "applicant", "editor", "manager")
REASONS = {"reasons:list": "under-age", "note": "A note.", "question": "The back?"}
# These need a page of their own, so that folder contents refuse them.
ASKED = ("take_over", "ask", "undo", "verify", "decline", "withdraw")
PAGES = {"decline": "decline", "ask": "ask"}
FORMS = ("/decide", "/decline", "/ask")
# Who has claimed the application, or decided on it, seen from who takes a step.
ACTORS = {
    "in_review": ("oneself", "another", "lapsed"),
    "second_look": ("oneself", "another"),
    "decided": ("oneself", "another"),
}
TAGS = {
    "claim": "application:claimed",
    "take_over": "application:taken-over",
    "release": "application:released",
    "ask": "application:asked",
    "answer": "application:answered",
    "second_look": "application:second-look",
    "postpone": "application:decided",
    "undo": "application:undone",
    "verify": "application:verified",
    "decline": "application:declined",
    "withdraw": "application:withdrawn",
}


class Case:
    """One role at one door."""

    def __init__(self, site, application, path, role, visitor):
        self.site, self.application, self.path = site, application, path
        self.role, self.visitor = role, visitor
        self.name = application.patron_id if role == "applicant" else role
        self.pages = {}

    def look(self, page):
        """A page as it is before any step; the same state shows the same page."""
        if page not in self.pages:
            self.pages[page] = html.fromstring(self.visitor.get(page).text)
        return self.pages[page]

    def token(self):
        found = self.look(self.path).xpath("//input[@name='_authenticator']/@value")
        return found[0] if found else ""

    def answer_form(self, address, step):
        """Send the form of a page that asks what the step needs, if it leads there."""
        response = self.visitor.get(address, allow_redirects=False)
        while response.is_redirect:
            address = response.headers["Location"]
            if not any(page in address for page in FORMS):
                return
            response = self.visitor.get(address, allow_redirects=False)
        forms = html.fromstring(response.text).xpath("//form[.//*[@name='step']]")
        if not forms or not any(page in response.url for page in FORMS):
            return
        fields = {f.get("name"): f.get("value") for f in forms[0].xpath(".//input")}
        sent = {name: fields[name] for name in ("_authenticator", "seen")}
        # Where it leads is not looked at.
        self.visitor.post(
            forms[0].get("action"),
            data=sent | REASONS | {"step": step},
            allow_redirects=False,
        )

    def by_page(self, step):
        if step in ASKED:
            page = PAGES.get(step, f"decide?step={step}")
            self.answer_form(f"{self.path}/{page}", step)
            return
        buttons = self.look(self.path).xpath(
            f"//form[@id='ndl-steps']//button[@value='{step}']"
        )
        if buttons:
            action = f"{self.path}/decide"
            self.visitor.submit(self.path, action, follow=False, step=step)

    def by_menu(self, step):
        links = self.look(self.path).xpath(
            f"//a[@id='workflow-transition-{step}']/@href"
        )
        if links:
            self.answer_form(links[0], step)

    def by_advanced(self, step):
        page = f"{self.path}/content_status_history"
        tree = self.look(page)
        if tree.xpath(f"//button[@name='step'][@value='{step}']"):
            self.visitor.submit(
                page, page, follow=False, step=step, comment="Looked at."
            )
        links = [a for a in tree.xpath("//a/@href") if f"step={step}&" in a]
        if links:
            self.answer_form(links[0], step)

    def by_rest(self, step):
        body = {
            "reasons": ["under-age"],
            "note": "A note.",
            "question": "The back?",
            "comment": "Looked at.",
        }
        headers = {"Accept": "application/json"}
        url = f"{self.path}/@workflow/{step}"
        answer = self.visitor.post(url, json=body, headers=headers)
        assert answer.status_code in (200, 400, 401, 403, 409), answer.text

    def by_contents(self, step):
        data = {
            "_authenticator": self.token(),
            "selection": json.dumps([self.application.UID()]),
            "transition": step,
            "folder": "/registration-desk",
        }
        answer = self.visitor.post(
            "registration-desk/@@fc-workflow", data=data, allow_redirects=False
        )
        if step in ASKED and self.role in ("editor", "manager"):
            assert "its own page" in answer.json()["msg"]

    def by_tool(self, step):
        login(self.site, self.name)
        try:
            self.site.portal_workflow.doActionFor(
                self.application,
                step,
                reasons=("under-age",),
                note="A note.",
                question="The back?",
                answer="Here.",
            )
        except (Unauthorized, WorkflowException):
            pass
        finally:
            login(self.site, TEST_USER_NAME)
            commit()

    def by_rule(self, step):
        """As a content rule does whose action is a change of the state."""
        action = WorkflowAction()
        action.transition = step
        event = ObjectEvent(self.application)
        login(self.site, self.name)
        try:
            getMultiAdapter((self.site, action, event), IExecutable)()
        finally:
            login(self.site, TEST_USER_NAME)
            commit()


def put(case, state, actor):
    """Make the application and its patron what they are in a state."""
    site, application = case.site, case.application
    tool = site.portal_workflow
    status = {
        "review_state": state,
        "action": None,
        "actor": "editor",
        "comments": "",
        "time": DateTime(now()),
    }
    application.workflow_history = PersistentMapping()
    tool.setStatusOf(WORKFLOW, application, status)
    tool[WORKFLOW].updateRoleMappingsFor(application)
    application.reindexObject(idxs=["review_state", "allowedRolesAndUsers"])
    patron = get_directory()[application.patron_id]
    patron.change_class(PatronClass.SIMPLE)
    name = case.name if actor == "oneself" else "editor-b"
    until = now() + timedelta(minutes=-1 if actor == "lapsed" else 10)
    is_claimed = state == "in_review"
    application.hold_for(name if is_claimed else "", until if is_claimed else None)
    made = Decision("verify", name, now(), effective=until)
    application.decision = made if state == "decided" else None
    application.first_decision = made if state == "second_look" else None
    asked = Question("The back?", "editor-b", now(), until.date())
    application.questions = (asked,) if state == "information_needed" else ()
    commit()


def is_forbidden(case, state, actor, step):
    """Whether a claim, or a decision, forbids a step that leads out of the state."""
    if state == "decided":
        is_undo = step == "undo" and (actor == "oneself" or case.role == "manager")
        return not is_undo and step != "withdraw"
    if state == "second_look":
        return actor == "oneself" and step != "withdraw"
    if actor == "another":
        return step not in ("take_over", "withdraw")
    return step == "take_over" or (step == "claim" and actor == "oneself")


def expected(case, state, actor, step):
    """Where the step leads by the workflow's definition; None if it is refused."""
    site, application, role = case.site, case.application, case.role
    definition = site.portal_workflow[WORKFLOW]
    leads_out = step in definition.states[state].transitions
    if not leads_out or is_forbidden(case, state, actor, step):
        return None
    transition = definition.transitions[step]
    permissions = transition.guard.permissions
    names = {"editor": "Registration Editor", "manager": "Manager"}
    may = all(
        names.get(role) in rolesForPermissionOn(permission, application)
        for permission in permissions
    )
    return transition.new_state_id if may else None


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "door", ["page", "menu", "advanced", "rest", "contents", "tool", "rule"]
)
def test_matrix(site, application, path, log_in, applicant, audited, role, door):
    name = applicant.user_id if role == "applicant" else role
    case = Case(site, application, path, role, log_in(name))
    definition = site.portal_workflow[WORKFLOW]
    wrong = []
    standing = [
        (state, actor)
        for state in definition.states.objectIds()
        for actor in ACTORS.get(state, ("",))
    ]
    for state, actor in standing:
        case.pages.clear()
        for step in definition.transitions.objectIds():
            put(case, state, actor)
            audited.clear()
            getattr(case, f"by_{door}")(step)
            begin()
            site._p_jar.sync()
            target = expected(case, state, actor, step)
            if door == "contents" and step in ASKED:
                target = None
            if door == "rule" and step in PAGES:
                # A rule has no words for the patron.
                target = None
            if door != "tool" and step == "answer":
                # Its way is the patron's page.
                target = None
            found = state_of(application)
            tags = [e.tag.value for e in audited if e.tag.value in TAGS.values()]
            official = get_directory()[applicant.user_id].is_official
            result = (found, tags, official)
            due = (
                target or state,
                [TAGS[step]] if target else [],
                bool(target) and step == "verify",
            )
            if result != due:
                wrong.append((state, actor, step, result, due))
    assert wrong == []
