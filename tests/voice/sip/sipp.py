"""Trunks played by sipp; each answers a call in its own way."""

from contextlib import contextmanager
from tests.redis_server import free_port
from tests.voice.sip.programs import PATIENCE
from tests.voice.sip.programs import program
from tests.voice.sip.programs import running

import socket
import time


_COPIED = """\
[last_Via:]
[last_From:]
[last_To:]{tag}
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>
"""
_SOUND = """\
Content-Type: application/sdp
Content-Length: [len]

v=0
o=trunk 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
"""
_BYE = """\
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:trunk@[local_ip]>;tag=trunk
To:[$caller]
[last_Call-ID:]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0
"""
# Repeated until the other side confirms.
_AGAIN = ' retrans="500"'
INVITE = '<recv request="INVITE" rrs="true"/>'
ACK = '<recv request="ACK"/>'
BYE = '<recv request="BYE"/>'
CANCEL = '<recv request="CANCEL"/>'


def _noting(header, name):
    """An INVITE, one header of which is stored in a variable."""
    return (
        '<recv request="INVITE" rrs="true"><action><ereg regexp=".*" search_in="hdr" '
        f'header="{header}:" assign_to="{name}"/></action></recv>'
    )


def _send(text, again=""):
    return f"<send{again}><![CDATA[\n\n{text}\n]]></send>"


def answer(line, tag=";tag=trunk", body="Content-Length: 0\n"):
    """An answer with a status line such as "486 Busy Here"."""
    again = _AGAIN if body == _SOUND else ""
    return _send(f"SIP/2.0 {line}\n{_COPIED.format(tag=tag)}{body}", again)


def pause(milliseconds):
    return f'<pause milliseconds="{milliseconds}"/>'


def refuses(line):
    """A trunk that refuses the call."""
    return [INVITE, answer("100 Trying", tag=""), answer(line), ACK]


RINGS = [INVITE, answer("180 Ringing")]
NEVER_ANSWERS = [
    _noting("CSeq", "invite"),
    *RINGS[1:],
    CANCEL,
    answer("200 OK"),
    answer("487 Request Terminated").replace("[last_CSeq:]", "CSeq:[$invite]"),
    ACK,
]
ANSWERS = [*RINGS, pause(100), answer("200 OK", body=_SOUND), ACK]


def hangs_up_after(milliseconds):
    """A person who takes the call and hangs up after some time."""
    return [
        _noting("From", "caller"),
        *ANSWERS[1:],
        pause(milliseconds),
        _send(_BYE, _AGAIN),
        '<recv response="200"/>',
    ]


LISTENS = [*ANSWERS, BYE, answer("200 OK")]


@contextmanager
def sipp(folder, steps, address="127.0.0.1"):
    """The port of a trunk that plays the steps once, for one call, to their end."""
    port = free_port()
    scenario = folder / f"trunk-{port}.xml"
    scenario.write_text(
        '<?xml version="1.0" encoding="us-ascii"?>\n<scenario name="trunk">\n'
        + "\n".join(steps)
        + "\n</scenario>\n"
    )
    command = [program("sipp"), "-sf", str(scenario), "-i", address]
    command += ["-p", str(port), "-mp", str(free_port()), "-m", "1", "-nostdin"]
    command += ["-trace_err", "-error_file", str(folder / f"errors-{port}")]
    with running(command, folder / f"sipp-{port}.log") as process:
        _wait(process, address, port)
        yield port
        assert process.wait(PATIENCE) == 0, "the call went another way"


def _wait(process, address, port):
    give_up = time.monotonic() + 10
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    while True:
        assert process.poll() is None, "sipp did not start"
        assert time.monotonic() < give_up, "sipp takes too long"
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.bind((address, port))
            except OSError:
                return
        time.sleep(0.05)
