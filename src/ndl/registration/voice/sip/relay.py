"""Relay for SIP over TLS, which verifies the certificate of the trunk.

baresip encrypts, but older versions accept any certificate. So it connects to a relay
in the process of the call, which connects to the trunk and checks, as browsers do, that
the certificate is from a known authority and has the name of the trunk.
"""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from ndl.registration.voice.sip.order import Trunk
from pathlib import Path
from threading import Thread

import asyncio
import os
import socket
import ssl


_BLOCK = 65536
_PATIENCE = 3
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay")])
_LIFE = timedelta(days=1)


def check(trunk: Trunk) -> None:
    """Raise OSError if the trunk is unreachable or its certificate is not valid."""
    address = (trunk.host, trunk.port)
    with (
        socket.create_connection(address, _PATIENCE) as connection,
        _far(trunk).wrap_socket(connection, server_hostname=trunk.host),
    ):
        pass


class Relay:
    """A local address from which all traffic is forwarded to the trunk."""

    def __init__(self, trunk: Trunk, listener: socket.socket, folder: Path) -> None:
        """Prepare the relay. Raises OSError if the authorities are missing."""
        self._trunk, self._listener = trunk, listener
        self._far = _far(trunk)
        self._near = _near(folder / "relay.pem")

    def start(self) -> None:
        """Forward messages in a thread of its own."""
        Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()

    async def _serve(self) -> None:
        server = await asyncio.start_server(
            self._carry, sock=self._listener, ssl=self._near
        )
        await server.serve_forever()

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Forward a connection; close it if the trunk cannot be verified."""
        host, port = self._trunk.host, self._trunk.port
        try:
            there = await asyncio.open_connection(
                host, port, ssl=self._far, server_hostname=host
            )
        except OSError:
            writer.close()
            return
        await asyncio.gather(_pass_on(reader, there[1]), _pass_on(there[0], writer))


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(_BLOCK):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


def _far(trunk: Trunk) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=trunk.authorities)


def _near(path: Path) -> ssl.SSLContext:
    """TLS context for the side of baresip, with a certificate for this call."""
    key = ec.generate_private_key(ec.SECP256R1())
    began = datetime.now(UTC) - _LIFE
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_NAME)
        .issuer_name(_NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(began)
        .not_valid_after(began + 2 * _LIFE)
        .sign(key, hashes.SHA256())
    )
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ) + certificate.public_bytes(serialization.Encoding.PEM)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(text)
        context.load_cert_chain(path)
    finally:
        path.unlink()
    return context
