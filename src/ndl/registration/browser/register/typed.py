"""Entries of a step that are not accepted yet, kept in the draft."""

from ndl.registration.browser.forms.request import WIDGETS
from ndl.registration.folding import LONGEST
from ndl.registration.registration import steps
from ndl.registration.registration.steps import FormStep
from ndl.registration.registration.submission import Submission
from ndl.registration.settings.constraints import is_text
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


# Inputs of the address search, of the document and of the first step.
_OTHERS = ("filled", "document_kind", "residence")
_REFUSED = "refused"


class TypedValues:
    """Posted fields of a step, stored unchecked and restored on GET.

    Passwords are neither stored nor restored.
    """

    def __init__(
        self, request: HTTPRequest, submission: Submission, step: FormStep
    ) -> None:
        self._request = request
        self._submission = submission
        self._step = step
        self.is_restored = False
        self.is_refused = False

    def keep(self, is_refused: bool = False) -> bool:
        """Store the posted fields; `is_refused` shows the errors again with them.

        Returns whether all of them are stored.
        """
        if self._step.name == steps.PASSWORD:
            return False
        asked = {n: v for n, v in self._request.form.items() if self._is_asked(n)}
        kept = {name: value for name, value in asked.items() if _is_plain(value)}
        refused = {_REFUSED: "1"} if is_refused else {}
        self._submission.answers.put_typed(self._step.name, kept | refused)
        return kept == asked

    def restore(self) -> None:
        """Put the stored fields into the request; drop form values of the URL."""
        form = self._request.form
        for name in [name for name in form if name.startswith("form.")]:
            del form[name]
        typed = dict(self._submission.answers.typed(self._step.name))
        self.is_refused = bool(typed.pop(_REFUSED, ""))
        self.is_restored = bool(typed)
        form.update(typed)

    def _is_asked(self, name: str) -> bool:
        submission = self._submission
        asked = steps.fields_of(self._step, submission.aim, submission.variant)
        field = name.removeprefix(WIDGETS).removesuffix("-empty-marker")
        return name in _OTHERS or (name != field and field in asked)


def _is_plain(value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    return all(is_text(one) and len(one) <= LONGEST for one in values)
