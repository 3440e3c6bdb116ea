"""The catalogues that can be searched: a table that the library can change."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.custom.rows import IRow
from ndl.registration.custom.rows import Table
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.interfaces import ISearchTarget
from ndl.registration.settings.addresses import is_catalogue_address
from ndl.registration.settings.constraints import is_index
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import LONGEST_LINE
from zope import schema
from zope.interface import implementer


class UnknownTarget(DomainError):
    """No catalogue of this name is offered."""

    code = Code.UNKNOWN_CATALOGUE
    message = _("There is no catalogue of this name.")


def _index(title: str, description: str = "") -> schema.TextLine:
    return schema.TextLine(
        title=title,
        description=description,
        constraint=is_index,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )


class ITargetRow(IRow):
    """Fields of a catalogue that a library may set."""

    title_en = schema.TextLine(
        title=_("Title in English"),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    title_ja = schema.TextLine(
        title=_("Title in Japanese"),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    address = schema.TextLine(
        title=_("Address of its SRU interface"),
        description=_(
            "With https; with http only on this machine. Without ? and what follows."
        ),
        constraint=is_catalogue_address,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    record_schema = schema.TextLine(
        title=_("Record schema, as the catalogue calls it"),
        description=_(
            "MARCXML, DC-NDL and Dublin Core are read, for example marcxml, dcndl, dc."
        ),
        constraint=is_index,
        required=False,
        default="marcxml",
        max_length=LONGEST_LINE,
    )
    index_title = _index(
        _("Index for titles"),
        _("What the catalogue lacks stays empty and is not offered."),
    )
    index_author = _index(_("Index for authors"))
    index_any = _index(_("Index for all words"))
    index_isbn = _index(_("Index for ISBNs"))
    sort_title = _index(
        _("Sorting by title"), _("As in CQL, for example title/sort.ascending.")
    )
    sort_author = _index(_("Sorting by author"))
    sort_year = _index(_("Sorting by year, the newest first"))


@implementer(ISearchTarget)
@dataclass(frozen=True)
class Target:
    """A catalogue with SRU 1.2, and the names of its indexes."""

    name: str
    title: str
    address: str = ""
    record_schema: str = "marcxml"
    index_title: str = ""
    index_author: str = ""
    index_any: str = ""
    index_isbn: str = ""
    sort_title: str = ""
    sort_author: str = ""
    sort_year: str = ""
    position: int = 500
    offered: bool = True


# The public interface of the National Diet Library. A new portal contacts no other
# servers, so a manager has to switch it on.
NDL_SEARCH = Target(
    name="ndl-search",
    title=_("National Diet Library Search"),
    address="https://ndlsearch.ndl.go.jp/api/sru",
    record_schema="dcndl",
    index_title="title",
    index_author="creator",
    index_any="anywhere",
    index_isbn="isbn",
    sort_title="title/sort.ascending",
    sort_author="creator/sort.ascending",
    sort_year="issued_date/sort.descending",
    position=10,
    offered=False,
)

TARGET_TABLE: Table[Target] = Table(
    name="catalogues",
    provides=ISearchTarget,
    record=ITargetRow,
    words=("title",),
    shipped=(NDL_SEARCH,),
    blank=lambda name: Target(name, name),
)


def open_targets() -> list[Target]:
    """The catalogues that can be searched now, in their order."""
    return [target for target in TARGET_TABLE.offered() if target.address]


def target_named(name: str) -> Target:
    """The catalogue of this name, the first if empty. Raises UnknownTarget."""
    for target in open_targets():
        if name in ("", target.name):
            return target
    raise UnknownTarget


def target_title(name: str) -> str:
    """Title of a catalogue, also of one that was removed."""
    target = TARGET_TABLE.rows().get(name)
    return name if target is None else target.title
