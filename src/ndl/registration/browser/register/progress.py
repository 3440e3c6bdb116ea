"""Progress through the steps."""

from dataclasses import dataclass
from ndl.registration.browser.register.flow import Flow


CONFIRM = "confirm"


@dataclass(frozen=True)
class Progress:
    """Position of a page, as in "Step 2 of 5". The last page shows all entries."""

    flow: Flow
    name: str

    @property
    def _names(self) -> list[str]:
        return [*(step.name for step in self.flow.submission.steps), CONFIRM]

    @property
    def number(self) -> int:
        """The number of the page, starting at 1."""
        return self._names.index(self.name) + 1

    @property
    def count(self) -> int:
        """The number of all pages."""
        return len(self._names)

    @property
    def is_counted(self) -> bool:
        """Whether the number of all pages depends on no choice any more."""
        return self.flow.submission.patron_class is not None

    @property
    def is_last(self) -> bool:
        """Whether every other step is answered, so that the confirmation comes next."""
        submission = self.flow.submission
        others = [step for step in submission.steps if step.name != self.name]
        return all(map(submission.is_answered, others))

    @property
    def back(self) -> str:
        """The URL of the step before; empty on the first one."""
        before = self._names[: self.number - 1]
        return self.flow.step_address(before[-1]) if before else ""
