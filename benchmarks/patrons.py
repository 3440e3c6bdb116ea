"""Measure the directory with many patrons: `python -m benchmarks.patrons`.

SIZES="1000 1000000" in the environment sets the numbers of patrons. Each size is a
database of its own; PATRONS_FOLDER names a folder where they are kept for later runs.
Times are processor time and cold: nothing of the directory is in the cache of the
connection, everything in that of the system.
"""

from benchmarks.facts import facts
from benchmarks.pictures import provide_settings
from benchmarks.table import table
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from datetime import timedelta
from itertools import count
from ndl.registration.pas.users import Users
from ndl.registration.patrons.directory import PatronDirectory
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.residence import Residence
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any
from ZODB import DB
from ZODB.FileStorage import FileStorage
from zope.component import provideUtility

import json
import os
import sys
import transaction


RESULTS = Path(__file__).parent / "results"
SIZES = tuple(map(int, os.environ.get("SIZES", "1000 100000").split()))
SAMPLES = 60
# Large, as each commit rewrites every tree of the directory.
BATCH = 100_000
# A file that marks a complete database.
_GROWN = "grown"
PASSWORD = "Mizuumi-4711-b"
HASH = "$argon2id$v=19$m=65536,t=3,p=4$" + "c2FsdHNhbHRzYWx0c2FsdA$" + "x" * 43
_FAMILY = (
    "佐藤 サトウ 鈴木 スズキ 高橋 タカハシ 田中 タナカ 伊藤 イトウ "
    "渡辺 ワタナベ 山本 ヤマモト 中村 ナカムラ 小林 コバヤシ 加藤 カトウ"
)
_GIVEN = (
    "花子 ハナコ 太郎 タロウ 結衣 ユイ 翔太 ショウタ 陽子 ヨウコ "
    "大輔 ダイスケ 美咲 ミサキ 健一 ケンイチ 恵 メグミ 誠 マコト"
)


class _Panel(Users):
    """The plugin's search for users, as called by the users panel."""

    def getId(self) -> str:
        """The ID of the plugin."""
        return "ndl_registration"


def make_patron(directory: PatronDirectory, number: int, random: Random) -> Patron:
    """A patron with random data and a unique address."""
    street = f"永田町1-{number}"
    family, family_kana = _draw(_FAMILY, random)
    given, given_kana = _draw(_GIVEN, random)
    return Patron(
        user_id=directory.unused_user_id(),
        email=f"{random.randbytes(3).hex()}{number}@example.org",
        password=HASH,
        family_name=family,
        given_name=given,
        family_kana=family_kana,
        given_kana=given_kana,
        birth_date=date(1950, 1, 1) + timedelta(days=random.randrange(20_000)),
        residence=Residence("JP", "100-0014", "東京都", "千代田区", street),
        phone=f"+8190{random.randrange(10**8):08d}",
        language="ja",
        terms_version="1",
    )


def _draw(names: str, random: Random) -> tuple[str, str]:
    words = names.split()
    number = 2 * random.randrange(len(words) // 2)
    return words[number], words[number + 1]


def grow(folder: Path, size: int) -> float:
    """Fill a database with `size` patrons and pack it; returns bytes per patron.

    A complete database is left unchanged.
    """
    random = Random(size)
    if (folder / _GROWN).exists():
        return (folder / "data.fs").stat().st_size / size
    with _opened(folder) as connection:
        directory = connection.root.directory = PatronDirectory()
        transaction.commit()
        for number in range(size):
            directory.add(make_patron(directory, number, random))
            if number % BATCH == BATCH - 1:
                transaction.commit()
                connection.cacheGC()
        transaction.commit()
        connection.db().pack()
    (folder / _GROWN).touch()
    return (folder / "data.fs").stat().st_size / size


def _register(directory: PatronDirectory, number: int, random: Random) -> None:
    """Hash a password and add a patron, as a registration does."""
    hash_password(PASSWORD)
    directory.add(make_patron(directory, number, random))


@contextmanager
def _opened(folder: Path) -> Iterator[Any]:
    database = DB(FileStorage(str(folder / "data.fs")), cache_size=200_000)
    connection = database.open()
    try:
        yield connection
    finally:
        transaction.abort()
        connection.close()
        database.close()


def operations(directory: PatronDirectory) -> dict[str, Callable[[Random], object]]:
    """The measured operations by name; each call uses another patron."""
    people = list(directory.search("E", 500))
    numbers = count(10**7)
    panel = _Panel()

    def one(random: Random) -> Patron:
        return random.choice(people)

    return {
        "get by user ID": lambda r: directory[one(r).user_id].email,
        "find by address": lambda r: directory.find_by_email(one(r).email),
        "find the same person": lambda r: directory.find_same_person(
            (p := one(r)).birth_date, p.family_name + p.given_name
        ),
        "find by whole name": lambda r: directory.find_by_name(
            (p := one(r)).family_name + p.given_name, 10
        ),
        "search: begin of user ID": lambda r: directory.search(one(r).user_id[:4]),
        "search: family name": lambda r: directory.search(one(r).family_name),
        "search: one kana": lambda r: directory.search(one(r).family_kana[0]),
        "search: begin of address": lambda r: directory.search(one(r).email[:4]),
        "users panel: without words": lambda _r: panel.enumerateUsers(),
        "users panel: a name": lambda r: panel.enumerateUsers(
            fullname=one(r).family_name
        ),
        "register": lambda r: _register(directory, next(numbers), r),
        "register: the directory's part": lambda r: directory.add(
            make_patron(directory, next(numbers), r)
        ),
        "change the address": lambda r: directory.change_email(
            one(r), f"new{next(numbers)}@example.org"
        ),
    }


def measure(folder: Path) -> dict[str, float]:
    """Median milliseconds of each operation, cold; writes are rolled back."""
    found: dict[str, float] = {}
    with _opened(folder) as connection:
        directory = connection.root.directory
        provideUtility(directory, IPatronDirectory)
        random = Random(1)
        for name, operation in operations(directory).items():
            times = []
            for _sample in range(SAMPLES):
                connection.cacheMinimize()
                start = process_time()
                operation(random)
                times.append(process_time() - start)
                transaction.abort()
            found[name] = 1000 * median(times)
    return found


def main() -> int:
    """Measure all sizes, print the table and store it."""
    provide_settings()
    times, weights = {}, {}
    for size in SIZES:
        with TemporaryDirectory(prefix="ndl-registration-bench-") as name:
            print(f"{size} patrons ...", file=sys.stderr, flush=True)
            folder = Path(os.environ.get("PATRONS_FOLDER") or name) / str(size)
            folder.mkdir(parents=True, exist_ok=True)
            weights[size] = grow(folder, size)
            times[size] = measure(folder)
    small, large = min(SIZES), max(SIZES)
    rows = [
        (name, *(times[size][name] for size in SIZES),
         times[large][name] / times[small][name])
        for name in times[small]
    ]  # fmt: skip
    headings = ("Cold, median ms", *(f"{size:,} patrons" for size in SIZES), "Ratio")
    weight = [(f"{size:,}", round(value)) for size, value in weights.items()]
    text = "\n\n".join(
        (
            "# The directory as it grows",
            table(("Run", ""), list(facts().items())),
            table(headings, rows),
            table(("Patrons", "Bytes a patron, packed"), weight),
        )
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "patrons.md").write_text(f"{text}\n", encoding="utf-8")
    content = {"run": facts(), "milliseconds": times, "bytes": weights}
    lines = json.dumps(content, indent=2, ensure_ascii=False)
    (RESULTS / "patrons.json").write_text(f"{lines}\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
