"""What lies on the disk after conflicts, kills and packs."""

from .at_rest import DATA
from .at_rest import fill
from .at_rest import opened
from .at_rest import OWNER
from .at_rest import SECRET
from ndl.registration.documents.orphans import BlobsElsewhere
from ndl.registration.documents.orphans import OrphanSearch
from ndl.registration.documents.stored import PictureErased
from pathlib import Path
from persistent.mapping import PersistentMapping
from ZODB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.POSException import ConflictError

import os
import pytest
import signal
import subprocess
import sys
import time
import transaction


ROOT = Path(__file__).parents[2]


@pytest.fixture
def database(tmp_path):
    database = opened(tmp_path)
    yield database
    database.close()


@pytest.fixture
def stored(database):
    with database.transaction() as connection:
        fill(connection.root())


def contents(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in files}


def blobs(folder):
    return [path for path in folder.rglob("*.blob") if path.is_file()]


def keys_of(root):
    return root["picture"]._key.data, root["draft"].salt


def names_of_files_with(keys, folder):
    return [
        path.name
        for path, data in contents(folder).items()
        if any(key in data for key in keys)
    ]


def start_again(database, folder):
    """FileStorage empties Data.fs.tmp at its start only."""
    database.close()
    opened(folder).close()


def is_readable(folder):
    return any(DATA[:20] in data for data in contents(folder).values())


def orphans(database, before=None):
    search = OrphanSearch(database.storage, before or time.time() + 1)
    return list(search), search.looked_at


def conflict(database):
    """Two transactions write one object; the second one has brought pictures."""
    with database.transaction() as connection:
        root = connection.root()
        root["shelf"], root["counter"] = PersistentMapping(), PersistentMapping()
    mine, theirs = transaction.TransactionManager(), transaction.TransactionManager()
    one, other = database.open(mine), database.open(theirs)
    try:
        fill(one.root()["shelf"])
        keys = keys_of(one.root()["shelf"])
        # Stored last, so that the blobs are in their places by then.
        one.root()["counter"]["mine"] = 1
        other.root()["counter"]["theirs"] = 1
        theirs.commit()
        with pytest.raises(ConflictError):
            mine.commit()
        mine.abort()
    finally:
        one.close()
        other.close()
    return keys


class TestConflict:
    def test_leaves_nothing_that_can_be_read(self, database, tmp_path):
        keys = conflict(database)
        # Without files there would be nothing to test.
        assert len(blobs(tmp_path)) == 2
        assert not is_readable(tmp_path)
        with database.transaction() as connection:
            connection.root()["later"] = 1
        start_again(database, tmp_path)
        assert not names_of_files_with(keys, tmp_path)


class TestKill:
    @pytest.mark.parametrize("moment", ["before", "commit", "vote"])
    def test_leaves_nothing_that_can_be_read(self, tmp_path, moment):
        temporary = tmp_path / "tmp"
        temporary.mkdir()
        command = [sys.executable, "-m", "tests.documents.at_rest"]
        done = subprocess.run(
            [*command, str(tmp_path), moment],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(temporary)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == -signal.SIGKILL, done.stderr
        left = [*blobs(tmp_path), *temporary.iterdir()]
        assert len(left) == 2
        assert not is_readable(tmp_path)
        database = opened(tmp_path)
        found, _looked_at = orphans(database)
        assert {one.path for one in found} == set(blobs(tmp_path))
        database.close()


class TestErasing:
    def erase(self, database):
        with database.transaction() as connection:
            root = connection.root()
            keys = keys_of(root)
            root["picture"].erase()
            root["draft"].erase()
            with pytest.raises(PictureErased):
                root["picture"].read()
            assert root["picture"].problem == PictureErased.message
        return keys

    def test_is_for_good_after_a_pack(self, stored, database, tmp_path):
        keys = self.erase(database)
        database.pack(time.time() + 1)
        kept = tmp_path / "blobs.old"
        assert len(blobs(kept)) == 2
        assert not is_readable(tmp_path)
        (tmp_path / "Data.fs.old").unlink()
        start_again(database, tmp_path)
        assert not names_of_files_with(keys, tmp_path)

    def test_makes_copies_of_the_blobs_useless(self, stored, database, tmp_path):
        copies = {path: path.read_bytes() for path in blobs(tmp_path)}
        self.erase(database)
        database.pack(time.time() + 1)
        for path, data in copies.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        with database.transaction() as connection:
            assert connection.root()["draft"].open(OWNER, SECRET) == []
            with pytest.raises(PictureErased):
                connection.root()["picture"].read()


class TestStored:
    def test_can_be_read_with_the_objects(self, stored, database, tmp_path):
        assert not is_readable(tmp_path)
        with database.transaction() as connection:
            root = connection.root()
            assert root["picture"].read() == DATA
            assert root["draft"].open(OWNER, SECRET) == [DATA]

    def test_every_picture_has_its_own_key(self, database):
        keys = set()
        for _number in range(3):
            with database.transaction() as connection:
                fill(connection.root())
                keys.update(keys_of(connection.root()))
        assert len(keys) == 6


class TestOrphans:
    def test_are_those_without_an_object(self, stored, database, tmp_path):
        known = set(blobs(tmp_path))
        conflict(database)
        found, looked_at = orphans(database)
        assert {one.path for one in found} == set(blobs(tmp_path)) - known
        assert looked_at == 4
        for one in found:
            one.remove()
        assert set(blobs(tmp_path)) == known
        assert orphans(database) == ([], 2)

    def test_of_a_running_transaction_are_spared(self, database):
        conflict(database)
        assert orphans(database, time.time() - 60) == ([], 2)

    def test_temporary_files_that_were_left(self, database, tmp_path):
        left = tmp_path / "blobs" / "tmp" / "BUCleft"
        left.write_bytes(b"x")
        (one,), looked_at = orphans(database)
        assert (one.path, one.size, looked_at) == (left, 1, 1)

    def test_former_revisions_are_none(self, stored, database):
        with database.transaction() as connection:
            fill(connection.root())
        assert orphans(database)[0] == []

    def test_foreign_files_are_none(self, stored, database, tmp_path):
        foreign = tmp_path / "blobs" / "notes.blob"
        foreign.write_bytes(b"x")
        assert orphans(database)[0] == []

    def test_blobs_that_lie_elsewhere(self):
        with pytest.raises(BlobsElsewhere):
            OrphanSearch(DemoStorage(), 0)
        with pytest.raises(BlobsElsewhere):
            OrphanSearch(DB(None).storage, 0)
