"""The base of both flows over the steps."""

from ndl.registration.browser.person import Rows
from ndl.registration.errors import DomainError
from ndl.registration.registration.submission import Submission
from ndl.registration.review.parts import Part
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from ZPublisher.HTTPRequest import HTTPRequest


class Flow:
    """Submission, URLs and title that the pages of one flow share.

    `open_flow` finds the submission; where it cannot, the page is another one.
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
        """Whether the submission can go on; otherwise the answer is made already."""
        raise NotImplementedError

    def address(self, page: str) -> str:
        """The address of a page of this way."""
        raise NotImplementedError

    def step_address(self, name: str) -> str:
        """The address of a step."""
        return self.address(f"{self.steps_page}/{name}")

    def picture_address(self, slot: int) -> str:
        """The address of a picture that was accepted, in a small size."""
        address = self.address(self.picture_page)
        return f"{address}{'&' if '?' in address else '?'}show={slot}"

    @property
    def confirm_address(self) -> str:
        """The address of the page with all entries."""
        raise NotImplementedError

    @property
    def done_address(self) -> str:
        """The address of the page that follows the submission."""
        raise NotImplementedError

    @property
    def next_address(self) -> str:
        """The first step that is still open, the confirmation, or the end."""
        if self.submission.is_done:
            return self.done_address
        step = self.submission.open_step
        return self.step_address(step.name) if step else self.confirm_address

    @property
    def hidden(self) -> dict[str, str]:
        """Hidden fields of every form."""
        raise NotImplementedError

    @property
    def known(self) -> Rows:
        """Data on file that need not be asked."""
        return []

    @property
    def wrong_parts(self) -> tuple[Part, ...]:
        """Parts of the last application that were declared wrong."""
        return self.submission.application.wrong_parts

    @property
    def flow_title(self) -> str:
        """Title of the flow: the registration that is applied for."""
        raise NotImplementedError

    def keep_typed(self, submission: Submission) -> None:
        """Keep what was typed after the session had ended."""

    def go_to(self, address: str) -> str:
        """Go on to another page with GET."""
        self.request.response.redirect(address, status=303)
        return ""
