"""PATCH @notices/ID: a notice gets another wording."""

from collections.abc import Mapping
from ndl.registration.notices.write import change_notice
from ndl.registration.notices.write import find_notice
from ndl.registration.services.body import Malformed
from ndl.registration.services.notices.base import NoticesService
from ndl.registration.services.notices.base import proposal_of
from typing import Any


class NoticesPatch(NoticesService):
    """Takes what changes of texts and days, and the `edition` that was read."""

    def answer(self) -> dict[str, Any]:
        """The notice as it is afterwards; what is not sent stays."""
        body, notice = self.body(), find_notice(self.notice_id)
        edition = body.get("edition")
        if not isinstance(edition, int) or isinstance(edition, bool):
            raise Malformed
        wording = notice.wording
        merged = {
            "titles": _over(wording.titles, body.get("titles", {})),
            "texts": _over(wording.texts, body.get("texts", {})),
            "begins": body.get("begins", str(wording.begins)),
            "ends": body.get("ends", str(wording.ends)),
        }
        proposal = proposal_of(merged)
        return self.describe(change_notice(self.notice_id, edition, proposal))


def _over(known: Mapping[str, str], sent: object) -> dict[str, Any]:
    """The texts with those that were sent in their place. Raises Malformed."""
    if not isinstance(sent, dict):
        raise Malformed
    return {**known, **sent}
