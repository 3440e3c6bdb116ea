"""XML from other servers: no entities, any charset that Python supports."""

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from xml.etree.ElementTree import Element
from xml.etree.ElementTree import ParseError

import codecs
import re


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_NAME = re.compile(r"[\w.:-]{1,40}")


class NotReadable(Exception):
    """The bytes are not XML, or XML that may be an attack."""


def parse(data: bytes, charset: str = "") -> Element:
    """The root of a document; `charset` is that of the HTTP header, if any.

    Decoded before parsing, as the parser does not support Japanese charsets. Raises
    NotReadable, also for any DTD, as it could define entities.
    """
    try:
        return fromstring(_decode(data, charset), forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, RecursionError) as error:
        raise NotReadable(type(error).__name__) from error


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_in(element: Element | None) -> str:
    """All text within an element, stripped; empty for None."""
    return "" if element is None else "".join(element.itertext()).strip()


def _decode(data: bytes, charset: str) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name)
    declared = _DECLARED.match(data[:400])
    named = declared[1].decode("ascii") if declared else ""
    for name in (charset, named, "utf-8"):
        if not _NAME.fullmatch(name):
            continue
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
        except LookupError:
            continue
    raise NotReadable("charset")
