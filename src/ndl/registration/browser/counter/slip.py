"""The page `counter-slip`: an initial password on a PDF slip for print."""

from ndl.registration import _
from ndl.registration.browser.counter.base import ActForm
from ndl.registration.counter.initial_password import give_initial_password
from ndl.registration.counter.schema import IDocumentSeen
from ndl.registration.counter.slip import draw_slip
from typing import Any
from z3c.form import button
from z3c.form.action import Action


class SlipForm(ActForm):
    """Answers the form with the slip, the only place where the password is shown."""

    label = _("Issue a slip with an initial password")
    schema = IDocumentSeen
    buttons = ActForm.buttons.copy()
    handlers = ActForm.handlers.copy()
    verb = _("Issue the slip")
    drawn: bytes | None = None
    explanations = (
        _(
            "The former password is void at once, and the patron is logged out "
            "everywhere."
        ),
        _(
            "Print the file, hand it over, and delete it. It is not shown again: a "
            "lost slip is replaced by a new one."
        ),
        _("The patron chooses an own password at the first login."),
        _("Press the button once: the browser saves the slip, and this page stays."),
    )

    @button.buttonAndHandler(_("Confirm"), name="act")
    def confirm(self, action: Action) -> None:
        """Send the slip as PDF, or show the errors."""
        data = self.values()
        if data is not None:
            slip = give_initial_password(self.patron, data["document"])
            self.drawn = draw_slip(slip)

    def render(self) -> Any:
        """The slip as PDF, or the form."""
        if self.drawn is None:
            return super().render()
        response, user_id = self.request.response, self.patron.user_id
        response.setHeader("Content-Type", "application/pdf")
        name = f"{user_id}.pdf"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        return self.drawn
