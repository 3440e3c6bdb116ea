"""Blob files that no object in the database refers to.

A conflict leaves such a file, because FileStorage removes the blobs of an aborted
transaction only if voting had begun; a killed process leaves others. Packing does not
find them. They cannot be decrypted (see `vault`), but they take up space.
"""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from ZODB.blob import BLOB_SUFFIX
from ZODB.blob import FilesystemHelper
from ZODB.blob import remove_committed
from ZODB.POSException import POSKeyError
from ZODB.utils import repr_to_oid

import os


_TEMPORARY = "tmp"


class BlobsElsewhere(Exception):
    """The blobs of this storage are on another machine or in its database."""


@dataclass(frozen=True)
class Orphan:
    """A file that can be deleted."""

    path: Path
    size: int

    def remove(self) -> None:
        """Delete the file."""
        remove_committed(str(self.path))


class OrphanSearch:
    """Iterates over the orphans of a storage; `looked_at` counts all blob files.

    Files changed after `before`, in seconds since 1970, are skipped: they may belong to
    a transaction under way. `progress` is called with each count. Raises
    BlobsElsewhere.
    """

    def __init__(
        self, storage: Any, before: float, progress: Callable[[int], object] = int
    ) -> None:
        helper = getattr(storage, "fshelper", None)
        if not isinstance(helper, FilesystemHelper):
            raise BlobsElsewhere
        if not getattr(storage, "shared_blob_dir", True):
            raise BlobsElsewhere
        self._storage = storage
        self._layout = helper.layout
        self._folder = Path(helper.base_dir)
        self._before = before
        self._progress = progress
        self.looked_at = 0

    def __iter__(self) -> Iterator[Orphan]:
        for parent, _folders, names in os.walk(self._folder):
            folder = Path(parent)
            for name in names:
                if self._is_orphan(folder, name):
                    path = folder / name
                    yield Orphan(path, path.stat().st_size)

    def _is_orphan(self, folder: Path, name: str) -> bool:
        below = folder.relative_to(self._folder)
        is_temporary = below.parts[:1] == (_TEMPORARY,)
        if not (is_temporary or name.endswith(BLOB_SUFFIX)):
            return False
        self.looked_at += 1
        self._progress(self.looked_at)
        try:
            if (folder / name).stat().st_mtime > self._before:
                return False
        except FileNotFoundError:
            return False
        return is_temporary or not self._is_known(below, name)

    def _is_known(self, folder: Path, name: str) -> bool:
        try:
            oid = self._layout.path_to_oid(str(folder))
            tid = repr_to_oid(name.removesuffix(BLOB_SUFFIX))
        except ValueError:
            return True
        try:
            self._storage.loadSerial(oid, tid)
        except POSKeyError:
            return False
        return True
