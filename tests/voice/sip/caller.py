"""A process that makes a call through a trunk, without a portal, and then waits."""

from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.recordings import silence
from ndl.registration.voice.sip.lines import Line
from ndl.registration.voice.sip.order import Trunk
from ndl.registration.voice.sip.sounds import Sounds

import sys
import time


def main(port):
    trunk = Trunk("127.0.0.1", port, "udp", "plain", "127.0.0.1", "portal", "", "")
    sounds = Sounds(silence(30), silence(30), 20, 20)
    line = Line(sounds.order(trunk, "+81312345678", 20))
    while line.status.state is not CallState.IN_PROGRESS:
        time.sleep(0.05)
    print("talking", flush=True)
    time.sleep(60)


if __name__ == "__main__":
    main(int(sys.argv[1]))
