from .documents.at_rest import opened
from .redis_server import free_port
from .review.conftest import make_application  # noqa: F401
from .review.conftest import photo  # noqa: F401
from .review.conftest import pictures  # noqa: F401
from base64 import b64encode
from ndl.registration import cli
from ndl.registration.cli import main
from ndl.registration.config import KEY_RING
from ndl.registration.config import PLUGIN_ID
from ndl.registration.documents.vault import VARIABLE
from ndl.registration.settings import settings
from pathlib import Path
from plone.keyring.interfaces import IKeyManager
from scripts.portal import instance
from scripts.portal.settings import Settings
from transaction import abort
from transaction import commit
from zc.lockfile import LockFile
from zope.component import getUtility
from zope.component.hooks import setSite

import json
import os
import pytest
import subprocess
import sys


ROOT = Path(__file__).parents[1]
# Makes the site of `make start`, with pictures that are due.
PREPARE = """
from scripts.portal.application import load
from scripts.portal.settings import Settings
from zope.component.hooks import setSite
import os, transaction, Zope2
load(Settings.from_environment(os.environ))
app = Zope2.app()
app.acl_users.userFolderAddUser("root", "secret-4711-x", ["Manager"], [])
setSite(app.portal)
from datetime import timedelta
from ndl.registration.config import now
from ndl.registration.review.desk import get_desk
for application in get_desk().objectValues():
    application.decided_at = now() - timedelta(days=40)
    application.reindexObject(idxs=["application_pictures_due"])
transaction.commit()
setSite(None)
for database in Zope2.opened:
    database.close()
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    environment = {
        **os.environ,
        "INSTANCE": str(tmp_path_factory.mktemp("cli") / "instance"),
        # The catcher of a portal that runs on this machine must not answer.
        "PORT": str(free_port()),
        "MAIL_PORT": str(free_port()),
        "SMTP_PORT": str(free_port()),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    instance.make(Settings.from_environment(environment))
    subprocess.run([sys.executable, "-c", PREPARE], env=environment, check=True)
    return environment


@pytest.fixture
def run(environment):
    conf = Path(environment["INSTANCE"]) / "etc" / "zope.conf"

    def run(*arguments):
        command = [sys.executable, "-m", "ndl.registration.cli", str(conf), "portal"]
        done = subprocess.run(
            [*command, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.mark.slow
class TestProcess:
    def test_something_unsafe(self, run):
        done = run("health", "--json", "--connect", "--language", "ja")
        assert done.returncode == 1, done.stderr
        report = json.loads(done.stdout)
        assert report["level"] == "unsafe"
        checks = {check["name"]: check for check in report["checks"]}
        assert checks["mail-server"]["level"] == "unsafe"
        assert checks["mail-server"]["title"] == "メールサーバー"
        assert checks["pictures"]["level"] == "warning"

    def test_erasing(self, run):
        done = run("erase-pictures")
        assert (done.returncode, done.stdout) == (
            0,
            "Applications whose pictures were erased: 5.\n",
        )

    def test_guarding_the_root(self, run):
        def level():
            checks = json.loads(run("health", "--json").stdout)["checks"]
            return {check["name"]: check["level"] for check in checks}["root-users"]

        assert level() == "warning"
        for _time in range(2):
            done = run("guard-root")
            assert (done.returncode, done.stdout) == (
                0,
                "Root users of Zope log in from this machine alone.\n",
            )
        assert level() == "ok"
        done = run("guard-root", "--remove")
        assert done.stdout == "Root users of Zope log in from everywhere.\n"
        assert level() == "warning"

    def test_database_in_use(self, run, environment):
        folder = Path(environment["INSTANCE"]) / "var" / "filestorage"
        lock = LockFile(str(folder / "Data.fs.lock"))
        try:
            done = run("health")
        finally:
            lock.close()
        assert done.returncode == 2
        assert "in use" in done.stderr


@pytest.fixture
def call(functional_portal, monkeypatch):
    """Runs a command on the site of the test."""
    root = functional_portal.getPhysicalRoot()
    monkeypatch.setattr(cli, "_open_database", lambda conf: root)
    monkeypatch.setattr(root._p_jar, "close", lambda: None)
    commit()
    return lambda *arguments: main(["zope.conf", "plone", *arguments])


class TestHealth:
    def test_in_words(self, call, capsys):
        settings().public_url = "http://localhost/plone"
        commit()
        assert call("health") == 1
        lines = capsys.readouterr().out.splitlines()
        assert (
            "ok       Login plugin: The plugin ndl_registration is asked before all "
            "others." in lines
        )
        assert "         -> Serve the portal over https" in "\n".join(lines)
        assert not any("${" in line for line in lines)

    def test_nothing_unsafe(self, call, functional_portal, tmp_path):
        functional_portal.MailHost.smtp_queue = True
        functional_portal.MailHost.smtp_queue_directory = str(tmp_path / "queue")
        settings().public_url = "https://portal.example.org"
        commit()
        assert call("health") == 0


class TestEncryption:
    @pytest.fixture
    def picture(self, call, make_application):  # noqa: F811
        (picture,) = make_application().pictures_held()
        commit()
        return picture

    def test_of_all_pictures(self, call, picture, capsys, monkeypatch):
        monkeypatch.setenv(VARIABLE, b64encode(b"k" * 32).decode())
        assert call("encrypt-pictures") == 0
        assert capsys.readouterr().out == "Pictures that were encrypted: 1.\n"
        abort()
        assert picture.server_key

    def test_with_a_lost_key(self, call, picture, capsys, monkeypatch):
        monkeypatch.setenv(VARIABLE, b64encode(b"k" * 32).decode())
        call("encrypt-pictures")
        monkeypatch.setenv(VARIABLE, b64encode(b"n" * 32).decode())
        assert call("encrypt-pictures") == 1
        assert f"not in {VARIABLE}: 1." in capsys.readouterr().out

    def test_without_a_key(self, call, picture, capsys):
        assert call("encrypt-pictures") == 2
        assert "holds no key" in capsys.readouterr().err


class TestOrphans:
    @pytest.fixture
    def blob(self, call, functional_portal, tmp_path, monkeypatch):
        """A file that a killed process might have left."""
        database = opened(tmp_path)
        functional = functional_portal._p_jar.db()
        monkeypatch.setattr(functional, "storage", database.storage)
        yield tmp_path / "blobs" / "tmp" / "BUCleft"
        database.close()

    def test_are_listed_then_removed(self, call, blob, capsys, audited):
        blob.write_bytes(b"12345")
        assert call("orphan-blobs") == 0
        assert "Of 1 files 0 without" in capsys.readouterr().out
        assert call("orphan-blobs", "--hours", "-1") == 0
        told = capsys.readouterr().out
        assert told.splitlines()[0] == str(blob)
        assert "Of 1 files 1 without an object found" in told
        assert blob.exists()
        assert call("orphan-blobs", "--hours", "-1", "--remove") == 0
        assert "removed: 5 bytes" in capsys.readouterr().out
        assert not blob.exists()
        assert [event.details["files"] for event in audited] == [1]

    def test_elsewhere(self, call, functional_portal, monkeypatch, capsys):
        monkeypatch.setattr(functional_portal._p_jar.db(), "storage", None)
        assert call("orphan-blobs") == 2
        assert "blob-dir" in capsys.readouterr().err


class TestKeys:
    def test_are_rotated_for_good(self, call, functional_portal, capsys):
        ring = getUtility(IKeyManager)[KEY_RING]
        former = ring.current
        assert call("rotate-keys") == 0
        setSite(functional_portal)
        abort()
        assert ring.current != former
        assert former in list(ring)


class TestSite:
    @pytest.mark.parametrize("site", ["nowhere", "acl_users", ""])
    def test_that_is_none(self, call, site, capsys):
        assert main(["zope.conf", site, "health"]) == 2
        assert "is no site" in capsys.readouterr().err

    def test_without_the_add_on(self, call, functional_portal, capsys):
        functional_portal.acl_users._delObject(PLUGIN_ID)
        commit()
        assert call("health") == 2

    def test_configuration_that_is_missing(self, tmp_path, capsys):
        assert main([str(tmp_path / "zope.conf"), "plone", "health"]) == 2
        assert "Traceback" not in capsys.readouterr().err


class TestArguments:
    @pytest.mark.parametrize(
        "arguments", [[], ["zope.conf", "portal"], ["a", "b", "x"]]
    )
    def test_missing_or_unknown(self, arguments, capsys):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 2
        assert "usage" in capsys.readouterr().err
