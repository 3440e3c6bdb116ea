"""POST @my-change and @my-official: applications of patrons, with a document."""

from collections.abc import Mapping
from ndl.registration.account.change_application import open_change_application
from ndl.registration.account.my_application import my_applications
from ndl.registration.errors import DomainError
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration import steps
from ndl.registration.registration.official import open_official
from ndl.registration.registration.submission import EntriesFaulty
from ndl.registration.registration.submission import Submission
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import pictures_in
from ndl.registration.services.body import text_in
from ndl.registration.services.my_account.described import describe
from ndl.registration.services.my_account.values import complete
from ndl.registration.services.my_account.values import LANGUAGE
from ndl.registration.services.my_account.values import NOT_HERE
from ndl.registration.services.my_account.values import PHONE
from ndl.registration.services.my_account.values import variant_for
from ndl.registration.services.patron import PatronService
from typing import Any

import secrets
import transaction


DOCUMENT = "document"
_BESIDE_STEPS = (steps.CLASS, steps.DOCUMENT)


class MyChangePost(PatronService):
    """An official patron applies for another name or address.

    Takes their members, and the `document`: its `kind` and `pictures`, each with a
    `name` and its `data` in base64. Parts left out of the document are taken over
    from a declined application. Takes the same steps as a browser, in one request.
    """

    open_submission = staticmethod(open_change_application)

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The application, or a refusal; then nothing is stored."""
        try:
            return self._apply(patron, self.body())
        except EntriesFaulty as error:
            transaction.doom()
            return self.refuse_fields(error.problems)
        except DomainError:
            transaction.doom()
            raise

    def _apply(self, patron: Patron, body: dict[str, Any]) -> dict[str, Any]:
        document = body.pop(DOCUMENT, None)
        if not isinstance(document, dict):
            raise Malformed
        submission = self.open_submission(patron, secrets.token_urlsafe(16))
        variant = variant_for(body, patron)
        # Makes `complete` return the whole identity, even if the body has only a part.
        whole = {"lives_in": variant.lives_in.value, **body}
        values, problems = complete(whole, patron, variant)
        problems |= dict.fromkeys(body.keys() & {*PHONE, *LANGUAGE}, NOT_HERE)
        if problems:
            transaction.doom()
            return self.refuse_fields(problems)
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
            answers.put_pictures(pictures_in(sent, self.client))
        kind = document.get("kind", submission.kind or None)
        submission.answer_document(text_in(kind), values)
        faults = submission.document_faults()
        if faults:
            raise faults[0]


class MyOfficialPost(MyChangePost):
    """A simple patron applies for official registration (R127, R129)."""

    open_submission = staticmethod(open_official)
