"""YAZ's test server: a third-party catalogue server, on loopback."""

from .redis_server import free_port

import pytest
import socket
import subprocess
import time


PATIENCE = 10
CONFIG = "<yazgfs><server><cql2rpn>{}</cql2rpn></server></yazgfs>"
# Each answer counts as many records as the number searched for.
INDEXES = """
set.cql = info:srw/cql-context-set/1/cql-v1.1
set.dc = info:srw/cql-context-set/1/dc-v1.1
index.cql.anywhere = 1=1016
index.dc.title = 1=4
index.dc.creator = 1=1003
relation.eq = 2=3
relation.scr = 2=3
structure.* = 4=1
position.any = 3=3 6=1
"""


@pytest.fixture(scope="session")
def yaz(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("yaz"), free_port()
    (folder / "pqf.properties").write_text(INDEXES)
    (folder / "yaz.xml").write_text(CONFIG.format(folder / "pqf.properties"))
    command = ["yaz-ztest", "-f", str(folder / "yaz.xml"), f"tcp:127.0.0.1:{port}"]
    log = (folder / "log").open("w")
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    started = time.monotonic()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            assert process.poll() is None, "yaz-ztest has stopped"
            assert time.monotonic() - started < PATIENCE
            time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/Default"
    process.terminate()
    process.wait(PATIENCE)
