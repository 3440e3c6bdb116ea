"""POST @same-person and @not-same-person: what an editor says of two registrations."""

from ndl.registration.account.same_person import keep_one
from ndl.registration.errors import DomainError
from ndl.registration.review.suspects import distinguish
from ndl.registration.services.patron import AccountService
from typing import Any

import transaction


class SettlePair(AccountService):
    """Nothing is kept of what was refused half way."""

    def refuse(self, error: DomainError, fields: Any = None) -> dict[str, Any]:
        """The answer for a refusal."""
        transaction.doom()
        return super().refuse(error, fields)


class SamePerson(SettlePair):
    """Takes the user IDs to `keep` and to `close`, and `seen`."""

    def respond(self) -> None:
        """Close the one; the user is told."""
        texts = self.texts(("keep", "close", "seen"))
        keep_one(texts["keep"], texts["close"], texts["seen"])
        self.request.response.setStatus(204)


class NotSamePerson(SettlePair):
    """Takes the user IDs `one` and `other`, and `seen`."""

    def respond(self) -> None:
        """They are not shown as possible duplicates any more."""
        texts = self.texts(("one", "other", "seen"))
        distinguish(texts["one"], texts["other"], texts["seen"])
        self.request.response.setStatus(204)
