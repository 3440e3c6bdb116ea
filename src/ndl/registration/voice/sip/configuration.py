"""The configuration of baresip for a single call."""

from ndl.registration.voice.sip.order import Media
from ndl.registration.voice.sip.order import SILENCE
from ndl.registration.voice.sip.order import Trunk
from ndl.registration.voice.sip.ways import bracketed
from pathlib import Path

import os
import shutil


PROGRAM = "baresip"
CODECS = "pcmu,pcma"
_MODULES = ("g711", "aufile", "aubridge")
_APPLICATIONS = ("menu", "ctrl_tcp")
# The module that encrypts the audio, and its name in an account.
_MEDIA = {
    Media.PLAIN: ("", ""),
    Media.SRTP: ("srtp", "srtp-mand"),
    Media.DTLS: ("dtls_srtp", "dtls_srtp"),
}
_PRIVATE = 0o600
# Characters that end a value for baresip.
_ENDS = frozenset('<>;"\\ ')

_CONFIG = """\
sip_listen {address}:0
net_interface {interface}
call_max_calls 1
rtp_ports 10000-20000
audio_source aufile,{silence}
audio_player aubridge,nobody
audio_alert aubridge,nobody
ring_aufile none
ringback_disabled yes
module_path {modules}
ctrl_tcp_listen {control}
"""


def is_value(text: str) -> bool:
    """Whether the text can be a value in an account of baresip."""
    return text.isascii() and text.isprintable() and not _ENDS & set(text)


def modules_folder() -> Path | None:
    """Path of baresip's modules; None if it is not installed."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    root = Path(program).resolve().parent.parent
    for parent in (root / "lib", *sorted(root.glob("lib/*-linux-*")), root / "lib64"):
        folder = parent / "baresip" / "modules"
        if (folder / "ctrl_tcp.so").exists():
            return folder
    return None


def write_config(
    folder: Path, trunk: Trunk, local: str, control: tuple[str, int]
) -> Path:
    """Write baresip's configuration without the account; `local` is its own address."""
    module, _name = _MEDIA[Media(trunk.media)]
    names = [*_MODULES, module] if module else _MODULES
    lines = [
        _CONFIG.format(
            address=bracketed(local),
            interface=local,
            silence=folder / SILENCE,
            modules=modules_folder(),
            control=f"{control[0]}:{control[1]}",
        ),
        *(f"module {name}.so\n" for name in names),
        "module_tmp account.so\n",
        *(f"module_app {name}.so\n" for name in _APPLICATIONS),
    ]
    return _write(folder / "config", "".join(lines))


def write_account(folder: Path, trunk: Trunk) -> Path:
    """Write baresip's account at the trunk, including the secret."""
    _module, media = _MEDIA[Media(trunk.media)]
    transport = f"transport={trunk.transport}"
    proxy = f"sip:{bracketed(trunk.host)}:{trunk.port};{transport}"
    values = {
        "auth_user": trunk.auth_user or trunk.user,
        "auth_pass": trunk.secret,
        "outbound": f'"{proxy}"',
        "regint": "0",
        "audio_codecs": CODECS,
        "mediaenc": media,
    }
    told = "".join(f";{name}={value}" for name, value in values.items() if value)
    line = f"<sip:{trunk.user}@{trunk.domain};{transport}>{told}\n"
    return _write(folder / "accounts", line)


def _write(path: Path, text: str) -> Path:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(opened, "w") as file:
        file.write(text)
    return path
