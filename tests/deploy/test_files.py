"""The files in deploy/ run as they are, but for their ports and places."""

from ..redis_server import free_port
from configparser import RawConfigParser
from ndl.registration.cli import WRONG
from pathlib import Path
from scripts.portal import instance
from scripts.portal.settings import Settings
from waitress.server import create_server

import os
import pytest
import re
import requests
import shlex
import socket
import subprocess
import sys
import threading
import time


ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
PATIENCE = 120


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("deploy")


@pytest.fixture(scope="module")
def ports():
    return {"8100": free_port(), "8080": free_port()}


@pytest.fixture(scope="module")
def environment(home, ports):
    return {
        **os.environ,
        "INSTANCE": str(home),
        "PORT": str(ports["8080"]),
        "MAIL_PORT": str(free_port()),
        "SMTP_PORT": str(free_port()),
        "CATALOGUE_PORT": str(free_port()),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }


@pytest.fixture(scope="module")
def text_of(home, ports):
    """A file of deploy/ with free ports, and its places below the home."""

    def read(name):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        text = text.replace("/srv/portal/bin", str(BIN))
        text = text.replace("/srv/portal", str(home))
        for port, free in ports.items():
            text = re.sub(rf"\b{port}\b", str(free), text)
        return text

    return read


@pytest.fixture(scope="module")
def configured(home, environment, text_of, demo_sites):
    """zope.conf with the database section for ZEO, zope.ini with the proxied server."""
    demo_sites.put(home)
    instance.make(Settings.from_environment(environment))
    (home / "etc" / "zeo.conf").write_text(text_of("zeo.conf"))
    conf, ini = home / "etc" / "zope.conf", home / "etc" / "zope.ini"
    section = re.compile(r"^<zodb_db main>.*</zodb_db>", re.DOTALL | re.MULTILINE)
    zeo = section.search(text_of("zope-zeo.conf"))[0]
    conf.write_text(section.sub(lambda _m: zeo, conf.read_text()))
    server = re.compile(r"\[server:main\].*?(?=^\[)", re.DOTALL | re.MULTILINE)
    proxied = text_of("waitress-proxied.ini")
    proxied = proxied[proxied.index("\n[server:main]") :] + "\n"
    ini.write_text(server.sub(lambda _m: proxied, ini.read_text()))
    return home


def command_of(text_of, unit):
    parser = RawConfigParser()
    parser.read_string(text_of(f"systemd/{unit}"))
    return shlex.split(parser["Service"]["ExecStart"])


def wait_until(is_true, process):
    end = time.monotonic() + PATIENCE
    while not is_true():
        assert process.poll() is None, "it has stopped"
        assert time.monotonic() < end
        time.sleep(0.2)


def answers(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def zeo(configured, environment, text_of, ports):
    command = command_of(text_of, "portal-zeo.service")
    with subprocess.Popen(command, env=environment) as process:
        wait_until(lambda: answers(ports["8100"]), process)
        yield process
        process.terminate()


@pytest.fixture(scope="module")
def url(zeo, environment, text_of, ports):
    command = command_of(text_of, "portal-zope.service")
    with subprocess.Popen(command, env=environment) as process:
        wait_until(lambda: answers(ports["8080"]), process)
        yield f"http://127.0.0.1:{ports['8080']}/portal"
        process.terminate()


@pytest.mark.slow
class TestUnits:
    def test_command_says_that_zeo_is_down(self, configured, environment, text_of):
        command = command_of(text_of, "portal-erase-pictures.service")
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == WRONG
        assert "database server does not answer" in done.stderr
        assert "Traceback" not in done.stderr

    def test_serve_the_portal_from_zeo(self, url, configured):
        answer = requests.get(f"{url}/@@alive", timeout=PATIENCE)
        assert (answer.status_code, answer.text) == (200, "ok\n")
        assert (configured / "var" / "log" / "audit.log").exists()

    def test_erase_pictures_beside_a_running_zope(self, url, environment, text_of):
        command = command_of(text_of, "portal-erase-pictures.service")
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "pictures were erased" in done.stdout

    def test_timer_has_its_service(self):
        timers = {path.stem for path in (DEPLOY / "systemd").glob("*.timer")}
        services = {path.stem for path in (DEPLOY / "systemd").glob("*.service")}
        assert timers
        assert timers <= services


class TestWaitress:
    @pytest.mark.parametrize("name", ["zope.ini", "waitress-proxied.ini"])
    def test_answers_beside_many_idle_connections(self, name):
        options = self.options(name)
        server = create_server(hello, **options)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        idle = []
        try:
            address = ("127.0.0.1", options["port"])
            idle = [socket.create_connection(address) for _number in range(300)]
            answer = requests.get(f"http://127.0.0.1:{options['port']}/", timeout=10)
            assert answer.text == "hello"
        finally:
            for client in idle:
                client.close()
            server.close()

    def options(self, name):
        parser = RawConfigParser()
        text = (DEPLOY / name).read_text(encoding="utf-8")
        parser.read_string(text.replace("@PORT@", "8080"))
        options = dict(parser["server:main"])
        del options["use"]
        return options | {"port": free_port()}


def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
