"""Store a picture and a draft as a portal does; killed at a given moment.

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
    """A database with blobs, in a folder."""
    blobs = str(folder / "blobs")
    return DB(FileStorage(str(folder / "Data.fs"), blob_dir=blobs, pack_keep_old=True))


def picture(data: bytes = DATA) -> Picture:
    """A picture whose bytes are easily recognized."""
    return Picture(data, "image/jpeg", 10, 10, "document-1.jpg", "")


def fill(root: dict) -> None:
    """Store a picture and a draft in the root."""
    root["picture"] = StoredPicture(picture())
    root["draft"] = Draft(0)
    root["draft"].keep(OWNER, SECRET, [DATA])


class Killer:
    """A data manager of the transaction that kills the process."""

    def __init__(self, moment: str) -> None:
        self.moment = moment

    def sortKey(self) -> str:
        """Sort after the database."""
        return "~"

    def _die(self, moment: str) -> None:
        if moment == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def tpc_begin(self, txn: object) -> None:
        """Do nothing."""

    def commit(self, txn: object) -> None:
        """Called when the blobs are in their places."""
        self._die("commit")

    def tpc_vote(self, txn: object) -> None:
        """Called when the records are written but not yet valid."""
        self._die("vote")

    def tpc_finish(self, txn: object) -> None:
        """Do nothing."""

    def abort(self, txn: object) -> None:
        """Do nothing."""

    tpc_abort = abort


def main() -> None:
    """Get killed during a transaction."""
    folder, moment = sys.argv[1:]
    with opened(Path(folder)).transaction() as connection:
        fill(connection.root())
        connection.transaction_manager.get().join(Killer(moment))
        if moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
