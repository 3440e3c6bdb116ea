"""Plone's workflow pages, using the steps of the review."""

from ndl.registration import _
from ndl.registration.browser.desk.records import entries_of
from ndl.registration.browser.desk.step_page import page_of_step
from ndl.registration.browser.desk.step_page import StepPage
from ndl.registration.browser.desk.words import title_of_step
from ndl.registration.review import decide
from ndl.registration.review.decide import possible_steps
from Products.Five import BrowserView
from urllib.parse import urlencode


class StateMenu(StepPage):
    """The view `content_status_modify`, the target of Plone's state menu.

    The entries of the menu are links: they lead to a page that asks before the step.
    """

    def __call__(self, *args: object, **values: object) -> str:
        """Answer the request. Arguments, which stock pages pass, are ignored."""
        return super().__call__()

    def get(self) -> str:
        """Redirect to the page that asks before the step."""
        step = self.text_of("workflow_action")
        query = urlencode({"step": step})
        return self.redirect(f"{self.url}/decide?{query}" if step else self.url)

    def post(self) -> str:
        """Take the step, or redirect to the page that asks for its data."""
        step = self.text_of("workflow_action")
        page = page_of_step(step)
        if page:
            return self.redirect(f"{self.url}/{page}")
        decide.take_step(self.context, step)
        return self.finish(step)


class Advanced(StepPage):
    """The view `content_status_history`: a step with a comment kept in the history."""

    @property
    def steps(self) -> list[dict[str, str]]:
        """The possible steps; those with a page of their own have a link."""
        url, seen = self.context.absolute_url(), self.seen
        return [
            {
                "name": step,
                "title": title_of_step(step),
                "link": f"{url}/{page}" if (page := page_of_step(step, seen)) else "",
            }
            for step in possible_steps(self.context)
        ]

    @property
    def history(self) -> list[dict[str, object]]:
        """All steps, newest first."""
        return entries_of(self.context)

    @property
    def title(self) -> str:
        """The title of the page."""
        return _("Change the state")

    @property
    def simple_steps(self) -> list[dict[str, str]]:
        """The steps that are taken on this page."""
        return [step for step in self.steps if not step["link"]]

    @property
    def page_steps(self) -> list[dict[str, str]]:
        """The steps that have pages of their own."""
        return [step for step in self.steps if step["link"]]

    def post(self) -> str:
        """Take the chosen step, or redirect to the page that asks for its data."""
        step = self.text_of("step")
        page = page_of_step(step, self.seen)
        if page:
            return self.redirect(f"{self.url}/{page}")
        comment = self.text_of("comment")
        decide.take_step(self.context, step, self.seen, comment=comment)
        return self.finish(step)


class History(BrowserView):
    """The view `historyview` of the toolbar."""

    def __call__(self) -> str:
        """Redirect to the page with the history."""
        url = f"{self.context.absolute_url()}/content_status_history"
        return str(self.request.response.redirect(url))
