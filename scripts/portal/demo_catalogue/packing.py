"""Records of the demonstration catalogue in each schema that the portal reads."""

from collections.abc import Callable
from scripts.portal.demo_catalogue.works import Work
from xml.etree.ElementTree import Element
from xml.etree.ElementTree import SubElement


MARC = "http://www.loc.gov/MARC21/slim"
DC = "http://purl.org/dc/elements/1.1/"
SRW_DC = "info:srw/schema/1/dc-v1.1"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DCTERMS = "http://purl.org/dc/terms/"
DCNDL = "http://ndl.go.jp/dcndl/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
_Field = tuple[str, tuple[tuple[str, str], ...]]
PLACE = "Demonstration stacks"


def as_marc(work: Work) -> Element:
    """The record in MARCXML."""
    record = Element(f"{{{MARC}}}record")
    SubElement(record, f"{{{MARC}}}leader").text = "00000nam a2200000   4500"
    control = SubElement(record, f"{{{MARC}}}controlfield", {"tag": "001"})
    control.text = work.control_number
    fields: list[_Field] = [("020", (("a", work.isbn),)), ("245", (("a", work.title),))]
    fields += [("264", (("b", work.publisher), ("c", work.year)))]
    fields += [("852", (("a", PLACE), ("h", work.call_number)))]
    for number, author in enumerate(work.authors, start=1):
        tag = "100" if number == 1 else "700"
        original, _slash, romanised = author.partition(" / ")
        link = f"880-{number:02}" if romanised else ""
        fields += [(tag, (("6", link), ("a", romanised or original)))]
        if romanised:
            fields += [("880", (("6", f"{tag}-{number:02}"), ("a", original)))]
    for tag, parts in fields:
        options = {"tag": tag, "ind1": " ", "ind2": " "}
        field = SubElement(record, f"{{{MARC}}}datafield", options)
        for code, text in parts:
            if text:
                SubElement(field, f"{{{MARC}}}subfield", code=code).text = text
    return record


def as_dublin_core(work: Work) -> Element:
    """The record in Dublin Core."""
    record = Element(f"{{{SRW_DC}}}dc")
    pairs = [("title", work.title)]
    pairs += [("creator", name) for name in work.authors]
    pairs += [("publisher", work.publisher), ("date", work.year)]
    pairs += [("identifier", f"urn:isbn:{work.isbn}")]
    pairs += [("identifier", work.control_number)]
    for name, text in pairs:
        if text:
            SubElement(record, f"{{{DC}}}{name}").text = text
    return record


def as_dcndl(work: Work) -> Element:
    """The record in DC-NDL, as RDF."""
    record = Element(f"{{{RDF}}}RDF")
    book = SubElement(record, f"{{{DCNDL}}}BibResource")
    SubElement(book, f"{{{DCTERMS}}}title").text = work.title
    for name in work.authors:
        _agent(book, f"{{{DCTERMS}}}creator", name)
    if work.publisher:
        _agent(book, f"{{{DCTERMS}}}publisher", work.publisher)
    SubElement(book, f"{{{DCTERMS}}}issued").text = work.year
    kind = {f"{{{RDF}}}datatype": f"{DCNDL}ISBN"}
    SubElement(book, f"{{{DCTERMS}}}identifier", kind).text = work.isbn
    item = SubElement(record, f"{{{DCNDL}}}Item")
    _agent(item, f"{{{DCNDL}}}holdingAgency", PLACE)
    SubElement(item, f"{{{DCNDL}}}callNumber").text = work.call_number
    return record


def _agent(parent: Element, tag: str, name: str) -> None:
    agent = SubElement(SubElement(parent, tag), f"{{{FOAF}}}Agent")
    SubElement(agent, f"{{{FOAF}}}name").text = name


SCHEMAS: dict[str, Callable[[Work], Element]] = {
    "marcxml": as_marc,
    "dc": as_dublin_core,
    "dcndl": as_dcndl,
}
