"""Virus scanning of uploaded files."""

from clamav_client.clamd import ClamdError
from clamav_client.clamd import ClamdNetworkSocket
from clamav_client.clamd import ClamdUnixSocket
from io import BytesIO
from ndl.registration.documents.errors import PictureInfected
from ndl.registration.documents.errors import PictureUnscanned
from ndl.registration.interfaces import IScanner
from ndl.registration.settings import settings
from urllib.parse import urlsplit
from zope.component import getUtility
from zope.interface import implementer

import logging


logger = logging.getLogger("ndl.registration")
CLAMD_PORT = 3310


def refuse_infected(data: bytes) -> None:
    """Raise PictureInfected, or PictureUnscanned if the scanner does not answer."""
    try:
        found = getUtility(IScanner).scan(data)
    except Exception as error:
        logger.warning(
            "A picture was refused, since it could not be scanned: %s", error
        )
        raise PictureUnscanned from error
    if found:
        raise PictureInfected(found)


@implementer(IScanner)
class ClamdScanner:
    """Scans with the ClamAV daemon in the settings; accepts everything without it."""

    def scan(self, data: bytes) -> str:
        """The name of the malware found, or empty. Raises ClamdError, OSError."""
        client = _client()
        if client is None:
            return ""
        answers = list(client.instream(BytesIO(data)).values())
        if len(answers) != 1:
            raise ClamdError("no answer")
        status, name = answers[0]
        if status == "FOUND":
            return name or status
        if status != "OK":
            raise ClamdError(name or status)
        return ""

    def is_ready(self) -> bool:
        """Whether clamd responds; True if no scanner is configured."""
        client = _client()
        try:
            return client is None or client.ping() == "PONG"
        except (ClamdError, OSError):
            return False


def _client() -> ClamdNetworkSocket | None:
    address, timeout = settings().scanner, settings().scanner_timeout
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme == "unix":
        return ClamdUnixSocket(parts.path, timeout)
    return ClamdNetworkSocket(
        parts.hostname or "localhost", parts.port or CLAMD_PORT, timeout
    )
