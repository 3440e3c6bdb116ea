"""Base class of the flows of steps: registration, application and change."""

from ndl.registration.browser.person import Rows
from ndl.registration.errors import DomainError
from ndl.registration.registration.submission import Submission
from ndl.registration.review.parts import Part
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from ZPublisher.HTTPRequest import HTTPRequest


class Flow:
    """Submission, URLs and title shared by the pages of a flow.

    Pages call `open_flow` first: it opens the submission, or prepares another answer.
    """

    request: HTTPRequest
    submission: Submission
    refusal: DomainError | None = None
    refused_template: ViewPageTemplateFile
    hidden_fields = ViewPageTemplateFile("hidden.pt")
    progress_bar = ViewPageTemplateFile("progress.pt")
    steps_page: str
    picture_page: str

    def open_flow(self) -> bool:
        """Open the submission. If False, `refusal` is set or a redirect prepared."""
        raise NotImplementedError

    def address(self, page: str) -> str:
        """The URL of a page of this flow."""
        raise NotImplementedError

    def step_address(self, name: str) -> str:
        """The URL of a step."""
        return self.address(f"{self.steps_page}/{name}")

    def picture_address(self, slot: int) -> str:
        """The URL of an accepted picture in a small size."""
        address = self.address(self.picture_page)
        return f"{address}{'&' if '?' in address else '?'}show={slot}"

    @property
    def confirm_address(self) -> str:
        """The URL of the page with all entries."""
        raise NotImplementedError

    @property
    def done_address(self) -> str:
        """The URL of the page that follows the submission."""
        raise NotImplementedError

    @property
    def next_address(self) -> str:
        """The URL of the first open step, of the confirmation, or of the end."""
        if self.submission.is_done:
            return self.done_address
        step = self.submission.open_step
        return self.step_address(step.name) if step else self.confirm_address

    @property
    def hidden(self) -> dict[str, str]:
        """Hidden fields of every form, by name."""
        raise NotImplementedError

    @property
    def known(self) -> Rows:
        """Data on file that are not asked again."""
        return []

    @property
    def wrong_parts(self) -> tuple[Part, ...]:
        """Parts of the last application that an editor marked as wrong."""
        return self.submission.application.wrong_parts

    @property
    def flow_title(self) -> str:
        """Title of the flow: the registration that is applied for."""
        raise NotImplementedError

    def keep_typed(self, submission: Submission) -> None:
        """Store entries that were posted after the session had ended."""

    def go_to(self, address: str) -> str:
        """Redirect to another page, which is requested with GET (303)."""
        self.request.response.redirect(address, status=303)
        return ""
