"""Version 1005: hand-overs and drafts wait in queues of one kind."""

from ndl.registration.documents.drafts import DraftStore
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.library.handover.outbox import get_outbox
from ndl.registration.library.handover.outbox import Outbox
from ndl.registration.patrons.due_queue import DueQueue
from Products.GenericSetup.tool import SetupTool


def file_anew(setup_tool: SetupTool) -> None:
    """File all that waits by the moments at which it is due."""
    _file_hand_overs(get_outbox())
    _file_drafts(get_drafts())


def _file_hand_overs(outbox: Outbox) -> None:
    outbox._queue = DueQueue()
    outbox.__dict__.pop("_keys", None)
    for _request_id, waiting in list(outbox._waiting.items()):
        outbox.file(waiting, None if waiting.is_refused else waiting.due)


def _file_drafts(drafts: DraftStore) -> None:
    drafts._expiries = DueQueue()
    for key, draft in list(drafts._drafts.items()):
        drafts._expiries.file(draft, key, draft.expires)
