"""kill -9 between the commit and the answer: each request is in the system once."""

from .agency import open_for_messages
from .process import NUMBER
from pathlib import Path

import pytest
import signal
import subprocess
import sys


ROOT = Path(__file__).parents[4]


def run(folder, url, moment):
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.library.handover.iso18626.process",
            str(folder),
            url,
            moment,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


@pytest.mark.parametrize("moment", ["committed", "taken", "sent", "settled"])
def test_loses_and_doubles_nothing(tmp_path, moment):
    with open_for_messages() as agency:
        killed = run(tmp_path, agency.url, moment)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert len(agency.requests) == (1 if moment in ("sent", "settled") else 0)
        rest = run(tmp_path, agency.url, "rest")
        assert rest.stdout.strip() == "0", rest.stderr
        assert len(agency.requests) == len(set(agency.requests)) == NUMBER
        assert agency.invalid == []
