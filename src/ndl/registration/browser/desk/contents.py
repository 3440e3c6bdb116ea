"""The desk's folder contents: change of state, and times in the site's zone."""

from Acquisition import aq_inner
from html import escape
from ndl.registration import _
from ndl.registration.browser.desk.step_page import page_of_step
from ndl.registration.browser.desk.titles import title_of
from ndl.registration.browser.desk.titles import title_of_number
from ndl.registration.browser.desk.words import title_of_state
from ndl.registration.browser.desk.words import title_of_step
from ndl.registration.clock import site_zone
from ndl.registration.errors import DomainError
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decide import take_step
from pathlib import Path
from plone import api
from plone.app.content.browser import contents
from plone.app.content.browser.contents.workflow import WorkflowActionView
from plone.app.content.browser.vocabulary import VocabularyView
from plone.app.content.utils import json_dumps
from plone.app.content.utils import json_loads
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.i18n import translate


REVIEW = "ndl.registration: Review Applications"


_TEMPLATE = Path(contents.__file__).parent / "templates" / "folder_contents.pt"


class DeskContents(contents.FolderContentsView):
    """Folder contents with times in the zone of the site, not in the browser's."""

    index = ViewPageTemplateFile(str(_TEMPLATE))

    def __call__(self) -> str:
        """Render the stock page."""
        self.options = json_dumps(self.get_options())
        return str(self.index())

    def get_options(self) -> dict[str, Any]:
        """Settings for the script: the time zone, and the desk's own source of rows."""
        shown = {"dateStyle": "medium", "timeStyle": "medium"}
        options = super().get_options()
        source = options["vocabularyUrl"].rpartition("/")[2].partition("?")[2]
        return options | {
            "dateFormat": shown | {"timeZone": str(site_zone())},
            "vocabularyUrl": f"{self.context.absolute_url()}/@@desk-contents?{source}",
        }


class DeskRows(VocabularyView):
    """Rows of folder contents, with titles of applications and of their states.

    The catalog does not hold these titles: every submission would write the same words
    to its indexes.
    """

    def get_context(self) -> Any:
        """The site: the stock page queries its source there."""
        return api.portal.get()

    def get_vocabulary(self) -> Any:
        """The stock source: catalog entries that the user may see."""
        self.context = api.portal.get()
        return super().get_vocabulary()

    def __call__(self) -> str:
        """The stock answer, with titles of applications and states filled in."""
        answer = json_loads(super().__call__())
        for row in answer.get("results", ()):
            if row.get("portal_type") == APPLICATION_TYPE:
                number = str(row.get("id") or "")
                row["Title"] = title_of_number(number, self.request) or row["Title"]
                state = title_of_state(str(row.get("review_state") or ""))
                row["review_state"] = translate(state, context=self.request)
        return str(json_dumps(answer))


class DeskInfo(contents.ContextInfo):
    """Titles that the script puts in the heading and the breadcrumbs."""

    def __call__(self) -> str:
        """The stock answer, with the title in the language of the page."""
        answer = json_loads(super().__call__())
        title = title_of(self.context, self.request)
        answer["breadcrumbs"][-1]["title"] = escape(title)
        if answer["object"]:
            answer["object"]["Title"] = escape(title)
        return str(json_dumps(answer))


class ChangeStates(WorkflowActionView):
    """Takes a step for all chosen applications that allow it.

    Decisions are refused: they need a look at each application, or reasons.
    """

    required_obj_permission = REVIEW

    def action(
        self, obj: RegistrationApplication, bypass_recurse: bool = False
    ) -> None:
        """Take the step, or collect the error message."""
        step = str(self.transition_id or "")
        if page_of_step(step):
            title = translate(title_of_step(step), context=self.request)
            self._refuse(obj, translate(_needs_page(title), context=self.request))
            return
        try:
            take_step(aq_inner(obj), step, comment=str(self.comments))
        except DomainError as error:
            self._refuse(obj, translate(error.message, context=self.request))

    def _refuse(self, application: RegistrationApplication, why: str) -> None:
        self.errors.append(f"{application.getId()}: {why}")


def _needs_page(step: str) -> str:
    return _(
        "${step}: each application is decided on its own page, beside its data and "
        "images.",
        mapping={"step": step},
    )
