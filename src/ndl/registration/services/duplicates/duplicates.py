"""@possible-duplicates, @same-person and @not-same-person for editors."""

from ndl.registration.account.same_person import keep_one
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.queue import BATCH
from ndl.registration.review.suspects import distinguish
from ndl.registration.review.suspects import find_people
from ndl.registration.review.suspects import list_suspects
from ndl.registration.review.suspects import pair_mark
from ndl.registration.services.patron import AccountService
from ndl.registration.services.patron import AtomicService
from plone.restapi.batching import HypermediaBatch
from typing import Any


class PossibleDuplicates(AccountService):
    """Patrons with likely duplicates; the other services take `seen` of a pair."""

    def respond(self) -> dict[str, Any]:
        """A batch of the list; each comparison is audited."""
        self.request.form.setdefault("b_size", str(BATCH))
        batch = HypermediaBatch(self.request, list_suspects())
        return {
            "@id": batch.canonical_url,
            "items": [self._entry(user_id) for user_id in batch],
            "items_total": batch.items_total,
            **({"batching": batch.links} if batch.links else {}),
        }

    def _entry(self, user_id: str) -> dict[str, Any]:
        people = find_people(user_id)
        named = [patron.user_id for patron in people if patron.user_id != user_id]
        audit(AuditTag.PATRONS_COMPARED, user_id, others=named)
        return {
            "user_id": user_id,
            "perhaps_same": [
                _person(other) | {"seen": pair_mark(people[0], other)}
                for other in people[1:]
            ],
            **(_person(people[0]) if people else {}),
        }


def _person(patron: Patron) -> dict[str, Any]:
    return {
        "user_id": patron.user_id,
        "user_type": patron.patron_class.value,
        "registered": patron.registered_at.isoformat(),
        **patron.person.to_plain(),
        "phone_is_fax": patron.phone_is_fax,
    }


class SamePerson(AtomicService):
    """Takes the user IDs to `keep` and to `close`, and `seen`."""

    def respond(self) -> None:
        """204: one registration is closed, and the patron informed."""
        texts = self.texts(("keep", "close", "seen"))
        keep_one(texts["keep"], texts["close"], texts["seen"])
        self.request.response.setStatus(204)


class NotSamePerson(AtomicService):
    """Takes the user IDs `one` and `other`, and `seen`."""

    def respond(self) -> None:
        """204: the two are no longer shown as possible duplicates."""
        texts = self.texts(("one", "other", "seen"))
        distinguish(texts["one"], texts["other"], texts["seen"])
        self.request.response.setStatus(204)
