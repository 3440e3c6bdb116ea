"""Stores a picture and a draft as a portal does; killed where it is told.

`python -m tests.documents.at_rest FOLDER MOMENT`
"""

from ndl.registration.documents.accept import Picture
from ndl.registration.documents.draft import Draft
from ndl.registration.documents.stored import StoredPicture
from pathlib import Path
from ZODB import DB
from ZODB.FileStorage import FileStorage

import os
import signal
import sys


DATA = b"\xff\xd8\xff readable " * 1000
OWNER, SECRET = "owner", "secret of the link"


def opened(folder: Path) -> DB:
    """A database with blobs in a folder."""
    blobs = str(folder / "blobs")
    return DB(FileStorage(str(folder / "Data.fs"), blob_dir=blobs, pack_keep_old=True))


def picture(data: bytes = DATA) -> Picture:
    """A picture with bytes that are easily found again."""
    return Picture(data, "image/jpeg", 10, 10, "document-1.jpg", "")


def fill(root: dict) -> None:
    """Put a picture and a draft below a root."""
    root["picture"] = StoredPicture(picture())
    root["draft"] = Draft(0)
    root["draft"].keep(OWNER, SECRET, [DATA])


class Killer:
    """A participant of the transaction that ends the process."""

    def __init__(self, moment: str) -> None:
        self.moment = moment

    def sortKey(self) -> str:
        """Be asked after the database."""
        return "~"

    def _die(self, moment: str) -> None:
        if moment == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def tpc_begin(self, txn: object) -> None:
        """Nothing."""

    def commit(self, txn: object) -> None:
        """The blobs are in their places now."""
        self._die("commit")

    def tpc_vote(self, txn: object) -> None:
        """The records are written now, but not valid."""
        self._die("vote")

    def tpc_finish(self, txn: object) -> None:
        """Nothing."""

    def abort(self, txn: object) -> None:
        """Nothing."""

    tpc_abort = abort


def main() -> None:
    """Die in the middle of a transaction."""
    folder, moment = sys.argv[1:]
    with opened(Path(folder)).transaction() as connection:
        fill(connection.root())
        connection.transaction_manager.get().join(Killer(moment))
        if moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
