"""The SRU server of the demonstration catalogue, on the loopback interface."""

from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from scripts.portal.demo_catalogue.packing import SCHEMAS
from scripts.portal.demo_catalogue.works import Clause
from scripts.portal.demo_catalogue.works import matching
from scripts.portal.demo_catalogue.works import ordered
from scripts.portal.demo_catalogue.works import UnknownIndex
from scripts.portal.demo_catalogue.works import Work
from urllib.parse import parse_qsl
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element
from xml.etree.ElementTree import register_namespace
from xml.etree.ElementTree import SubElement
from xml.etree.ElementTree import tostring

import re


ADDRESS = "127.0.0.1"
PATH = "/sru"
_SRW = "http://www.loc.gov/zing/srw/"
_DIAGNOSTIC = "http://www.loc.gov/zing/srw/diagnostic/"
# Queries as the portal writes them, and as people type them in a browser.
_CLAUSE = re.compile(r'\s*(?:([\w.]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|([^\s"()=]+))\s*')
_JOIN = re.compile(r"(and|or)\b", re.IGNORECASE)
_SORT = re.compile(r"sortBy\s+(\S+)\s*", re.IGNORECASE)
_MOST = 200

register_namespace("srw", _SRW)


class Refused(Exception):
    """An SRU diagnostic: the last part of its URI, and the message."""


class CatalogueServer(ThreadingHTTPServer):
    """Serves http://127.0.0.1:PORT/sru."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__((ADDRESS, port), _Handler)

    @property
    def url(self) -> str:
        """The address of the SRU interface."""
        return f"http://{ADDRESS}:{self.server_port}{PATH}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path != PATH:
            self.send_error(404)
            return
        body = answer(dict(parse_qsl(parts.query)))
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep search terms out of the log."""


def answer(parameters: dict[str, str]) -> bytes:
    """The response to an SRU request, as XML."""
    root = Element(f"{{{_SRW}}}searchRetrieveResponse")
    _add(root, "version", "1.2")
    try:
        _search(root, parameters)
    except Refused as refusal:
        number, sentence = refusal.args
        holder = SubElement(root, f"{{{_SRW}}}diagnostics")
        one = SubElement(holder, f"{{{_DIAGNOSTIC}}}diagnostic")
        uri = SubElement(one, f"{{{_DIAGNOSTIC}}}uri")
        uri.text = f"info:srw/diagnostic/1/{number}"
        SubElement(one, f"{{{_DIAGNOSTIC}}}message").text = sentence
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _search(root: Element, parameters: dict[str, str]) -> None:
    if parameters.get("operation") not in (None, "searchRetrieve"):
        raise Refused(4, "Unsupported operation")
    schema = parameters.get("recordSchema") or "marcxml"
    if schema not in SCHEMAS:
        raise Refused(66, "Unknown schema for retrieval")
    start = _number(parameters, "startRecord", 1)
    count = min(_number(parameters, "maximumRecords", 10), _MOST)
    works = find(parameters.get("query", ""))
    _add(root, "numberOfRecords", str(len(works)))
    if works and start > len(works):
        raise Refused(61, "First record position out of range")
    records = SubElement(root, f"{{{_SRW}}}records")
    for position, work in enumerate(works[start - 1 :][:count], start=start):
        record = SubElement(records, f"{{{_SRW}}}record")
        _add(record, "recordSchema", schema)
        _add(record, "recordPacking", "xml")
        data = SubElement(record, f"{{{_SRW}}}recordData")
        data.append(SCHEMAS[schema](work))
        _add(record, "recordPosition", str(position))


def find(query: str) -> list[Work]:
    """The works that match a CQL query without brackets. Raises Refused."""
    clauses, key = _parse(query)
    try:
        found = matching(clauses)
        return ordered(found, key) if key else found
    except UnknownIndex as error:
        raise Refused(16, f"Unsupported index: {error}") from error


def _parse(query: str) -> tuple[list[Clause], str]:
    """The clauses, and the key by which to sort."""
    clauses: list[Clause] = []
    joined: re.Match[str] | None
    rest, joined = query, _JOIN.match("or")
    while joined:
        clause = _CLAUSE.match(rest)
        if clause is None:
            raise Refused(10, "Query syntax error")
        index, quoted, word = clause.groups()
        term = word if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        clauses.append(Clause(index or "cql.anywhere", term, joined[1].lower()))
        rest = rest[clause.end() :]
        joined = _JOIN.match(rest)
        rest = rest[joined.end() :] if joined else rest
    key = _SORT.fullmatch(rest)
    if rest and key is None:
        raise Refused(10, "Query syntax error")
    return clauses, key[1] if key else ""


def _number(parameters: dict[str, str], name: str, default: int) -> int:
    text = parameters.get(name) or str(default)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise Refused(6, f"Unsupported parameter value: {name}")
    return int(text)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{_SRW}}}{name}").text = text
