"""Telephones, played by baresip, that answer and record calls."""

from contextlib import contextmanager
from contextlib import suppress
from ndl.registration.voice.sip.configuration import modules_folder
from ndl.registration.voice.sip.ways import loopback
from tests.voice.decoding import as_samples
from tests.voice.sip.programs import eventually
from tests.voice.sip.programs import program
from tests.voice.sip.programs import running

import json
import socket


# Length of a WAV file's header in bytes.
_HEADER = 44
_PHONE = """\
sip_listen {address[0]}:{address[1]}
net_interface {address[0]}
audio_player aubridge,nobody
audio_source aubridge,nobody
audio_alert aubridge,nobody
ring_aufile none
module_path {modules}
module g711.so
module aubridge.so
module sndfile.so
{extra}module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
snd_path {folder}
ctrl_tcp_listen {control[0]}:{control[1]}
"""


class Phone:
    """A telephone that records the received sound."""

    def __init__(self, folder, number):
        self.folder, self.number = folder, number
        # Own addresses: baresip also binds ports other than the free ones given.
        self.address, self.control = loopback(), loopback()
        self.events = []
        self._pending = b""

    @property
    def command(self):
        return [program("baresip"), "-f", str(self.folder), "-t", "120"]

    def prepare(self, account="", extra="", answers="auto"):
        self.folder.mkdir()
        values = {"folder": self.folder, "modules": modules_folder(), "extra": extra}
        config = _PHONE.format(address=self.address, control=self.control, **values)
        (self.folder / "config").write_text(config)
        (self.folder / "accounts").write_text(
            f"<sip:{self.number}@{self.address[0]}>;regint=0;answermode={answers}"
            f";audio_codecs=pcmu,pcma{account}\n"
        )

    def connect(self):
        self._socket = eventually(self._connected)

    def press(self, key):
        self._say("sndcode", key)

    def take_call(self):
        """Answer a call, if the telephone does not answer automatically."""
        self._say("accept", "")

    def hang_up(self):
        self._say("hangup", "")

    def has_seen(self, event):
        """Whether an event of this type has arrived."""
        self._socket.settimeout(0.01)
        with suppress(TimeoutError):
            self._pending += self._socket.recv(65536)
        while b":" in self._pending:
            size, rest = self._pending.split(b":", 1)
            if len(rest) <= int(size):
                break
            self.events.append(json.loads(rest[: int(size)]))
            self._pending = rest[int(size) + 1 :]
        return any(each.get("type") == event for each in self.events)

    def recording(self):
        """The path of the recording of the received sound."""
        (found,) = self.folder.glob("dump-*-dec.wav")
        return found

    def heard(self):
        """The samples received so far, also during the call."""
        data = self.recording().read_bytes()[_HEADER:]
        return as_samples(data[: len(data) // 2 * 2])

    def _say(self, command, parameters):
        text = json.dumps({"command": command, "params": parameters})
        self._socket.sendall(f"{len(text)}:{text},".encode())

    def _connected(self):
        try:
            return socket.create_connection(self.control, 1)
        except OSError:
            return None


@contextmanager
def phone(folder, number, **options):
    """A running Phone that answers calls."""
    made = Phone(folder, number)
    made.prepare(**options)
    with running(made.command, folder / "log"):
        made.connect()
        yield made
