"""Search queries, and their form in CQL, the query language of SRU."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.folding import fold_blanks
from ndl.registration.folding import fold_code
from ndl.registration.folding import fold_text
from ndl.registration.library.search.targets import Target
from stdnum import isbn
from stdnum.exceptions import ValidationError as NotValid


TERM_LENGTH = 200
_SPECIAL = str.maketrans({c: f"\\{c}" for c in '"\\*?^'})


class NothingToSearch(DomainError):
    """No term was given."""

    code = Code.SEARCH_EMPTY
    message = _("Enter at least one thing to search for.")


class TermTooLong(DomainError):
    """A term is longer than TERM_LENGTH."""

    code = Code.SEARCH_TOO_LONG
    message = _("Shorten what you search for; a few words are enough.")


class IsbnWrong(DomainError):
    """The number is not a valid ISBN."""

    code = Code.ISBN_WRONG
    message = _(
        "This is not a valid ISBN. An ISBN has 10 or 13 digits; please check them."
    )


class NotSearchable(DomainError):
    """The catalogue has no index for the field."""

    code = Code.INDEX_MISSING
    message = _("This catalogue does not support that field. Please use another one.")


class Sort(StrEnum):
    """The order of results; the first is the default of the catalogue."""

    RELEVANCE = "relevance"
    TITLE = "title"
    AUTHOR = "author"
    YEAR = "year"


@dataclass(frozen=True)
class Query:
    """Search terms as typed; records must match the terms of all fields."""

    title: str = ""
    author: str = ""
    any: str = ""
    isbn: str = ""
    sort: Sort = Sort.RELEVANCE

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to search for."""
        fields = (self.title, self.author, self.any, self.isbn)
        return not any(map(fold_blanks, fields))

    def cql(self, target: Target) -> str:
        """The CQL query for a catalogue.

        Raises NothingToSearch, TermTooLong, IsbnWrong, NotSearchable.
        """
        clauses = list(self._clauses(target))
        if not clauses:
            raise NothingToSearch
        key = getattr(target, f"sort_{self.sort}", "")
        order = f" sortBy {key}" if key else ""
        return " and ".join(clauses) + order

    def _clauses(self, target: Target) -> Iterator[str]:
        for field in ("any", "title", "author", "isbn"):
            typed = getattr(self, field)
            if len(typed) > TERM_LENGTH:
                raise TermTooLong
            term = parse_isbn(typed) if field == "isbn" else fold_text(typed)
            if not term:
                continue
            index = getattr(target, f"index_{field}")
            if not index:
                raise NotSearchable
            yield f'{index}="{term.translate(_SPECIAL)}"'


def parse_isbn(text: str) -> str:
    """The ISBN without hyphens, empty if none was typed. Raises IsbnWrong."""
    typed = fold_code(text).upper().removeprefix("ISBN").lstrip(":")
    if not typed:
        return ""
    try:
        return isbn.validate(typed)
    except NotValid as error:
        raise IsbnWrong from error


def any_isbn(isbns: Sequence[str], target: Target) -> str:
    """The CQL query for records with one of these ISBNs, of 13 or 10 digits."""
    forms = dict.fromkeys(form for number in isbns for form in _forms(number))
    return " or ".join(f'{target.index_isbn}="{form}"' for form in forms)


def _forms(number: str) -> Iterator[str]:
    yield number
    if number.startswith("978"):
        yield isbn.to_isbn10(number)


def sorts_of(target: Target) -> list[Sort]:
    """The orders that the catalogue supports."""
    others = [s for s in Sort if getattr(target, f"sort_{s}", "")]
    return [Sort.RELEVANCE, *others]
