"""Use case: search a catalogue."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration import logger
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.search.fetching import NoAnswer
from ndl.registration.library.search.query import any_isbn
from ndl.registration.library.search.query import Query
from ndl.registration.library.search.record import clean
from ndl.registration.library.search.record import Record
from ndl.registration.library.search.sru import ask
from ndl.registration.library.search.sru import Bounds
from ndl.registration.library.search.sru import Diagnosed
from ndl.registration.library.search.sru import read_record
from ndl.registration.library.search.targets import Target
from ndl.registration.library.search.xml import NotReadable
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.settings import settings
from ndl.registration.sites import site_path
from threading import BoundedSemaphore
from zope.ramcache.ram import RAMCache


_KIB = 1024
_MOST_ANSWERS = 500
# Seconds between two removals of outdated answers.
_SWEEP = 10
# Parallel searches per catalogue, so that one that hangs cannot block all threads.
AT_ONCE = 2
# Records to ask for per ISBN, as several may have the same number.
_ISBNS_AT_ONCE = 10
_COPIES = 5
_slots: dict[str, BoundedSemaphore] = {}
_answers = RAMCache()


class CatalogueSilent(DomainError):
    """The catalogue gave no answer within the limits of time and size."""

    code = Code.CATALOGUE_SILENT
    message = _("The catalogue does not answer at present. Please try again later.")


class CatalogueBusy(CatalogueSilent):
    """Too many searches of the catalogue are running."""

    message = _("The catalogue is slow at present. Please try again in a minute.")


class CatalogueFaulty(DomainError):
    """The answer of the catalogue cannot be read."""

    code = Code.CATALOGUE_FAULTY
    message = _(
        "The catalogue sent an answer that cannot be read. Please try again later."
    )


class CatalogueRefused(DomainError):
    """The catalogue refused the search, with a message of its own."""

    code = Code.CATALOGUE_REFUSED

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.message = _(
            "The catalogue did not accept the search. It says: ${sentence}",
            mapping={"sentence": clean(sentence) or "-"},
        )


@dataclass(frozen=True)
class Found:
    """A page of results; `unreadable` is the number of records left out."""

    total: int
    start: int
    records: tuple[Record, ...]
    unreadable: int = 0


def search(query: Query, target: Target, client: Client, start: int = 0) -> Found:
    """A page of results, without the first `start` records.

    Raises TooManyRequests, CatalogueSilent, CatalogueFaulty, CatalogueRefused, and
    what Query.cql raises.
    """
    return _ask(target, query.cql(target), start, settings().search_batch, client)


def find_isbns(isbns: Sequence[str], target: Target, client: Client) -> list[Record]:
    """The records with these ISBNs of 13 digits, several at a time.

    Raises what `search` raises.
    """
    records: list[Record] = []
    for first in range(0, len(isbns), _ISBNS_AT_ONCE):
        some = isbns[first : first + _ISBNS_AT_ONCE]
        cql = any_isbn(some, target)
        records += _ask(target, cql, 0, _COPIES * len(some), client).records
    return records


def _ask(target: Target, cql: str, start: int, count: int, client: Client) -> Found:
    """Search, answering from the cache of recent results where possible.

    The cache does not record who searched.
    """
    values = settings()
    place = f"{site_path()} {target.address}"
    key = {"cql": cql, "start": start, "count": count, "schema": target.record_schema}
    kept = values.search_cache
    _answers.update(_MOST_ANSWERS, kept, min(kept, _SWEEP))
    known = _answers.query(place, key) if kept else None
    if known is not None:
        return known
    enforce_limit(Limiter.SEARCHES, client)
    bounds = Bounds(values.search_seconds, values.search_kilobytes * _KIB)
    found = in_turn(target, lambda: _find(target, cql, start, count, bounds))
    if kept:
        _answers.set(found, place, key)
    return found


def forget_answers() -> None:
    """Empty the cache of recent results."""
    _answers.invalidateAll()


def _find(target: Target, cql: str, start: int, count: int, bounds: Bounds) -> Found:
    page = ask(target, cql, start + 1, count, bounds)
    read = [read_record(element, target.name) for element in page.elements]
    records = tuple(record for record in read if record is not None)
    return Found(page.total, start, records, len(read) - len(records))


def in_turn(target: Target, find: Callable[[], Found]) -> Found:
    """Search, unless too many searches of the catalogue are running already.

    Raises CatalogueSilent, CatalogueFaulty, CatalogueRefused.
    """
    try:
        with _slot(target):
            return find()
    except NoAnswer as error:
        logger.warning("The catalogue %s gave no answer: %s", target.name, error)
        raise CatalogueSilent from error
    except NotReadable as error:
        logger.warning("The catalogue %s cannot be read: %s", target.name, error)
        raise CatalogueFaulty from error
    except Diagnosed as error:
        raise CatalogueRefused(str(error)) from error


@contextmanager
def _slot(target: Target) -> Iterator[None]:
    slot = _slots.setdefault(target.address, BoundedSemaphore(AT_ONCE))
    if not slot.acquire(blocking=False):
        raise CatalogueBusy
    try:
        yield
    finally:
        slot.release()
