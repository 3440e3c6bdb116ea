"""POST @my-change and @my-official: applications of patrons, with a document."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.account.change_application import open_change_application
from ndl.registration.account.my_application import my_applications
from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.intake import SLOTS
from ndl.registration.documents.intake import take_picture
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration import steps
from ndl.registration.registration.official import open_official
from ndl.registration.registration.submission import EntriesFaulty
from ndl.registration.registration.submission import Submission
from ndl.registration.services.body import file_in
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
from ndl.registration.services.errors import refuse
from ndl.registration.services.my_account.application import describe
from ndl.registration.services.my_account.values import complete
from ndl.registration.services.my_account.values import LANGUAGE
from ndl.registration.services.my_account.values import NOT_HERE
from ndl.registration.services.my_account.values import PHONE
from ndl.registration.services.my_account.values import variant_for
from ndl.registration.services.patron import PatronService
from typing import Any

import secrets
import transaction


INVALID = _("Please correct what is marked.")
DOCUMENT = "document"
_BESIDE_STEPS = (steps.CLASS, steps.DOCUMENT)


class MyChangePost(PatronService):
    """An official patron applies for another name or address.

    Takes their members, and the `document`: its `kind` and `pictures`, each with a
    `name` and its `data` in base64. What is left out of it is taken over from an
    application that was declined. It goes the same way as the steps in a browser,
    at once.
    """

    open_submission = staticmethod(open_change_application)

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The application, or a refusal; then nothing is stored."""
        try:
            return self._apply(patron, self.body())
        except EntriesFaulty as error:
            texts = {n: self._join(found) for n, found in error.problems.items()}
            return self._refused(texts)
        except DomainError:
            transaction.doom()
            raise

    def _apply(self, patron: Patron, body: dict[str, Any]) -> dict[str, Any]:
        document = body.pop(DOCUMENT, None)
        if not isinstance(document, dict):
            raise Malformed
        submission = self.open_submission(patron, secrets.token_urlsafe(16))
        variant = variant_for(body, patron)
        # All of the name and address, also where the body names one member of them.
        whole = {"lives_in": variant.lives_in.value, **body}
        values, problems = complete(whole, patron, variant)
        problems |= dict.fromkeys(body.keys() & {*PHONE, *LANGUAGE}, NOT_HERE)
        if problems:
            return self._refused(problems)
        submission.choose(variant.lives_in)
        for step in submission.steps:
            if step.name not in _BESIDE_STEPS:
                submission.answer(step, values)
        try:
            self._answer_document(submission, document, values)
        except Malformed:
            raise
        except DomainError as error:
            transaction.doom()
            return self.refuse(error, {DOCUMENT: error.message})
        submission.submit(submission.seen, self.client)
        self.request.response.setStatus(201)
        return describe(my_applications(patron)[0], self.request)

    def _answer_document(
        self,
        submission: Submission,
        document: Mapping[str, Any],
        values: Mapping[str, Any],
    ) -> None:
        answers, sent = submission.answers, document.get("pictures")
        if sent is not None or not answers.pictures:
            answers.put_pictures(self._pictures(sent))
        kind = document.get("kind", submission.kind or None)
        submission.answer_document(text_in(kind), values)
        faults = submission.document_faults()
        if faults:
            raise faults[0]

    def _pictures(self, sent: object) -> tuple[KeptPicture, ...]:
        if not isinstance(sent, list):
            raise Malformed
        if len(sent) > len(SLOTS):
            raise TooManyPictures
        files = [file_in(one) for one in sent]
        enforce_limit(Limiter.PICTURES, self.client)
        return tuple(
            take_picture(name, data, slot)
            for slot, (name, data) in zip(SLOTS, files, strict=False)
        )

    def _refused(self, fields: Mapping[str, str]) -> dict[str, Any]:
        transaction.doom()
        return refuse(self.request, Code.FIELDS_INVALID, INVALID, fields=fields)

    def _join(self, messages: list[str]) -> str:
        return " ".join(self.say(message) for message in messages)


class MyOfficialPost(MyChangePost):
    """A simple patron applies for official registration (R127, R129)."""

    open_submission = staticmethod(open_official)
