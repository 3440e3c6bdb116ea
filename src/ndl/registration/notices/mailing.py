"""Mails that announce a notice: to one patron at once, to many in batches."""

from itertools import islice
from ndl.registration import logger
from ndl.registration.config import LANGUAGES
from ndl.registration.config import supported_language
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.mail.compose import can_send
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import send_mail
from ndl.registration.notices.board import get_board
from ndl.registration.notices.board import Mailing
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron


BATCH = 200


def mail_to(patron: Patron, notice: WrittenNotice) -> bool:
    """Queue the mail to a patron, sent once the transaction is committed.

    Returns False if the patron has no address. Raises MailNotConfigured.
    """
    if not patron.email:
        return False
    language = supported_language(patron.language or LANGUAGES[0])
    send_mail(
        patron.email,
        "library-notice",
        language,
        name=patron.addressee,
        title=notice.wording.titles[language],
        link=portal_link("notices"),
    )
    return True


def send_mails(batch: int = BATCH) -> int | None:
    """Queue the next mails of one due notice; None if no notice is due.

    Goes through `batch` patrons and returns how many mails were queued. The caller
    commits each batch; progress is stored in the same transaction, so a killed run
    loses nothing and sends nothing twice. Raises MailNotConfigured.
    """
    board = get_board()
    for notice_id, mailing in board.mailings.items():
        notice = board.get(notice_id)
        if notice is None or notice.is_over:
            del board.mailings[notice_id]
            return 0
        if notice.is_shown:
            if not can_send():
                raise MailNotConfigured
            portal_link("notices")
            return _send_batch(notice, mailing, batch)
    return None


def _send_batch(notice: WrittenNotice, mailing: Mailing, batch: int) -> int:
    if notice.audience.user_id:
        patron = get_directory().get(notice.audience.user_id)
        patrons = [] if patron is None or mailing.after else [patron]
    else:
        patrons = list(islice(get_directory().after(mailing.after), batch))
    if not patrons:
        del get_board().mailings[notice.notice_id]
        tag = AuditTag.NOTICE_MAILED
        audit(tag, notice=notice.notice_id, mails=mailing.sent)
        return 0
    sent = sum(_send_one(patron, notice) for patron in patrons)
    mailing.after = patrons[-1].user_id
    mailing.sent += sent
    return sent


def _send_one(patron: Patron, notice: WrittenNotice) -> bool:
    """Whether a mail was queued; an invalid address does not stop the batch."""
    if patron.is_expired or not notice.audience.includes(patron):
        return False
    try:
        return mail_to(patron, notice)
    except MailNotConfigured:
        logger.warning("A notice could not be mailed to %s.", patron.user_id)
        return False
