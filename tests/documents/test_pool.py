from ..corpus import CORPUS
from ..corpus.build import encode
from ..corpus.build import plain
from ..corpus.oversized import many_scans
from ndl.registration.documents import process
from ndl.registration.documents.accept import accept_picture
from ndl.registration.documents.accept import turn_picture
from ndl.registration.documents.decode import DecodeOrder
from ndl.registration.documents.errors import PicturesBusy
from ndl.registration.documents.errors import PictureTooSlow
from ndl.registration.documents.errors import PictureUnreadable
from ndl.registration.documents.pool import AllBusy
from ndl.registration.documents.pool import Decoder
from ndl.registration.documents.pool import DecoderPool
from ndl.registration.documents.pool import POOL
from ndl.registration.documents.process import WorkerFailed
from ndl.registration.documents.process import WorkerTooSlow
from ndl.registration.documents.vault import VARIABLE
from ndl.registration.documents.worker import DONE
from ndl.registration.documents.worker import UNREADABLE
from ndl.registration.settings import settings
from pathlib import Path
from PIL import Image
from threading import Timer

import os
import pytest
import signal
import subprocess
import sys
import time


ROOT = Path(__file__).parents[2]
PLENTY = 3_000_000_000
PATIENCE = 20
SMALL = encode(plain())
LARGE = CORPUS["transparent PNG of 49 megapixels"].make()
ORDER = DecodeOrder(50_000_000, 2600)
# Some seconds of work, of a size that the portal itself does not accept.
LONG = many_scans(10_000, 20)
HUGE = DecodeOrder(200_000_000, 10_000)
STARTED = """
import sys
sys.path[:] = {path!r}
from ndl.registration.documents import accept
from ndl.registration.documents.pool import Decoder
from ndl.registration.documents.pool import POOL
import time
"""


@pytest.fixture
def decoder(monkeypatch):
    monkeypatch.setenv(VARIABLE, "a secret of the server")
    decoder = Decoder(PLENTY)
    assert decoder.decode(ORDER, SMALL, PATIENCE)[0]["outcome"] == DONE
    yield decoder
    decoder.end()


@pytest.fixture
def decoders():
    decoders = DecoderPool()
    yield decoders
    decoders.end()


def pid_of(decoder):
    return decoder._process.pid


def is_running(pid):
    """Whether there is such a process, other than as a zombie."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def wait_until_gone(pid):
    end = time.monotonic() + PATIENCE
    while is_running(pid):
        assert time.monotonic() < end
        time.sleep(0.05)


def python(code):
    return subprocess.Popen(
        [sys.executable, "-c", STARTED.format(path=sys.path) + code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


class TestDecoder:
    def test_knows_no_secrets_and_no_files_of_the_server(self, decoder):
        proc = Path(f"/proc/{pid_of(decoder)}")
        assert b"secret" not in (proc / "environ").read_bytes()
        assert {int(one.name) for one in (proc / "fd").iterdir()} == {0, 1, 2}

    def test_stands_back(self, decoder):
        mine = os.getpriority(os.PRIO_PROCESS, os.getpid())
        its = os.getpriority(os.PRIO_PROCESS, pid_of(decoder))
        assert its == min(19, mine + 10)

    def test_can_write_no_file(self, decoder):
        limits = Path(f"/proc/{pid_of(decoder)}/limits").read_text()
        assert "Max file size             0 " in limits
        assert "Max core file size        0 " in limits

    def test_has_a_limit_of_memory(self):
        decoder = Decoder(200_000_000)
        try:
            facts, _data = decoder.decode(ORDER, LARGE, PATIENCE)
            assert facts["outcome"] == UNREADABLE
            assert facts["error"] == "MemoryError"
            assert decoder.decode(ORDER, SMALL, PATIENCE)[0]["outcome"] == DONE
        finally:
            decoder.end()

    def test_has_a_limit_of_work(self, decoder, monkeypatch):
        # Whatever else the machine has to do.
        monkeypatch.setattr(process, "_WAIT", 120)
        with pytest.raises(WorkerTooSlow):
            decoder.decode(HUGE, LONG, 1)
        assert decoder._process.returncode == -signal.SIGXCPU

    def test_has_a_limit_of_time(self, decoder):
        os.kill(pid_of(decoder), signal.SIGSTOP)
        with pytest.raises(WorkerTooSlow):
            decoder.decode(ORDER, SMALL, 1)
        assert decoder._process.returncode == -signal.SIGKILL

    def test_that_dies_at_work(self, decoder):
        # Stopped, it cannot be done before it dies.
        os.kill(pid_of(decoder), signal.SIGSTOP)
        killer = Timer(0.5, decoder._process.kill)
        killer.start()
        with pytest.raises(WorkerFailed) as caught:
            decoder.decode(ORDER, SMALL, PATIENCE)
        killer.join()
        assert caught.type is WorkerFailed

    def test_what_it_prints_is_no_answer(self, decoder):
        assert decoder.decode(ORDER, SMALL, PATIENCE)[0]["note"] == "JPEG 640 × 400"


class TestLife:
    def test_nothing_is_started_by_an_import(self):
        done = python("print(POOL._idle)")
        assert done.communicate()[0] == "[]\n"

    @pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
    def test_ends_with_the_server(self, end):
        code = "d = Decoder(1_000_000_000)\nprint(d._process.pid, flush=True)\n"
        server = python(code + "time.sleep(60)")
        pid = int(server.stdout.readline())
        server.send_signal(end)
        server.communicate()
        wait_until_gone(pid)

    def test_ends_at_exit(self):
        server = python(
            "d = Decoder(1_000_000_000)\nPOOL._idle.append(d)\nprint(d._process.pid)"
        )
        pid = int(server.communicate()[0])
        assert not is_running(pid)

    def test_is_not_shared_with_a_fork(self):
        server = python(
            "from tests.documents.test_pool import ORDER, SMALL\n"
            "import os\n"
            "POOL.decode(ORDER, SMALL, 10)\n"
            "(decoder,) = POOL._idle\n"
            "child = os.fork()\n"
            "if not child:\n"
            "    print(POOL._idle, decoder._process.stdin.closed, flush=True)\n"
            "    os._exit(0)\n"
            "os.waitpid(child, 0)\n"
            "print(POOL.decode(ORDER, SMALL, 10)[0]['outcome'])\n"
        )
        assert server.communicate()[0] == "[] True\ndone\n"

    def test_is_let_go_by_a_fork(self, decoders):
        decoders.decode(ORDER, SMALL, PATIENCE)
        (decoder,) = decoders._idle
        decoders.forget()
        # Nobody else holds its input here.
        wait_until_gone(pid_of(decoder))
        assert decoders._idle == []
        decoder.end()


class TestPool:
    def test_keeps_a_process_for_the_next_picture(self, decoders):
        decoders.decode(ORDER, SMALL, PATIENCE)
        (first,) = decoders._idle
        decoders.decode(ORDER, b"rubbish", PATIENCE)
        assert decoders._idle == [first]

    def test_replaces_one_that_died(self, decoders):
        decoders.decode(ORDER, SMALL, PATIENCE)
        pid = pid_of(decoders._idle[0])
        os.kill(pid, signal.SIGKILL)
        wait_until_gone(pid)
        assert decoders.decode(ORDER, SMALL, PATIENCE)[0]["outcome"] == DONE

    def test_replaces_one_that_was_too_slow(self, decoders):
        with pytest.raises(WorkerTooSlow):
            decoders.decode(HUGE, LONG, 1)
        assert decoders._idle == []
        assert decoders.decode(ORDER, SMALL, PATIENCE)[0]["outcome"] == DONE

    def test_larger_pictures_get_a_process_with_more_memory(self, decoders):
        decoders.decode(ORDER, SMALL, PATIENCE)
        (first,) = decoders._idle
        decoders.decode(DecodeOrder(60_000_000, 2600), SMALL, PATIENCE)
        (second,) = decoders._idle
        assert second.memory > first.memory
        assert not first.is_alive

    def test_has_so_many_places(self, decoders):
        with (
            decoders.place(2),
            decoders.place(2),
            pytest.raises(AllBusy),
            decoders.place(2),
        ):
            pass
        with pytest.raises(WorkerFailed), decoders.place(1):
            raise WorkerFailed
        with decoders.place(1):
            pass

    def test_without_a_program_to_start(self, decoders, monkeypatch):
        monkeypatch.setattr(process.sys, "executable", "/nowhere/python")
        with pytest.raises(WorkerFailed):
            decoders.decode(ORDER, SMALL, PATIENCE)


class TestAccept:
    @pytest.fixture(autouse=True)
    def site(self, portal):
        return portal

    def test_is_refused_while_all_are_busy(self):
        picture = accept_picture(SMALL)
        with POOL.place(1):
            with pytest.raises(PicturesBusy):
                accept_picture(SMALL)
            with pytest.raises(PicturesBusy):
                turn_picture(picture, 90)
            settings().picture_workers = 2
            assert accept_picture(SMALL).width == 640

    def test_too_slow(self, monkeypatch):
        monkeypatch.setattr(POOL, "decode", raiser(WorkerTooSlow))
        with pytest.raises(PictureTooSlow):
            accept_picture(SMALL)

    def test_crash(self, monkeypatch):
        monkeypatch.setattr(POOL, "decode", raiser(WorkerFailed))
        with pytest.raises(PictureUnreadable):
            accept_picture(SMALL)
        monkeypatch.undo()
        assert accept_picture(SMALL).width == 640

    def test_leniency_of_others_does_not_matter(self):
        noise = Image.effect_noise((300, 300), 80).convert("RGB")
        data = encode(noise)
        with pytest.raises(PictureUnreadable):
            accept_picture(data[: len(data) // 2])


def raiser(error):
    def raise_it(*_arguments):
        raise error

    return raise_it
