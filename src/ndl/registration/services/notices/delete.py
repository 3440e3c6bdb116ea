"""DELETE @notices/ID: a notice is withdrawn."""

from ndl.registration.notices.write import withdraw_notice
from ndl.registration.services.notices.base import NoticesService
from typing import Any


class NoticesDelete(NoticesService):
    """Nobody sees it any more, and mails that wait do not leave."""

    def answer(self) -> Any:
        """204."""
        withdraw_notice(self.notice_id)
        return self.reply_no_content()
