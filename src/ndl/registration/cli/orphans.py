"""The command that lists blob files without an object."""

from argparse import Namespace
from ndl.registration.cli.base import add
from ndl.registration.cli.opening import CannotOpen
from typing import Any

import sys
import time


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    orphans = add(commands, "orphan-blobs", _orphans, "list files without an object")
    orphans.add_argument("--remove", action="store_true", help="remove them as well")
    orphans.add_argument(
        "--hours", type=float, default=24, help="leave younger files alone (24)"
    )


def _orphans(site: Any, options: Namespace) -> int:
    from ndl.registration.documents.orphans import BlobsElsewhere
    from ndl.registration.documents.orphans import OrphanSearch
    from ndl.registration.events import audit
    from ndl.registration.events import AuditTag

    def progress(count: int) -> None:
        if count % 1000 == 0:
            print(f"{count} files looked at ...", file=sys.stderr, flush=True)

    before = time.time() - options.hours * 3600
    try:
        search = OrphanSearch(site._p_jar.db().storage, before, progress)
    except BlobsElsewhere:
        text = "the blobs lie elsewhere; run this where the storage has its blob-dir"
        raise CannotOpen(text) from None
    found = size = 0
    for orphan in search:
        print(orphan.path)
        found, size = found + 1, size + orphan.size
        if options.remove:
            orphan.remove()
    done = "removed" if options.remove else "found; --remove removes them"
    print(
        f"Of {search.looked_at} files {found} without an object {done}: {size} bytes."
    )
    if options.remove and found:
        audit(AuditTag.BLOBS_REMOVED, files=found)
    return 0
