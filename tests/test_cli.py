from .documents.at_rest import opened
from .redis_server import free_port
from .review.conftest import editor  # noqa: F401
from .review.conftest import make_application  # noqa: F401
from .review.conftest import photo  # noqa: F401
from .review.conftest import pictures  # noqa: F401
from base64 import b64encode
from contextlib import contextmanager
from datetime import date
from datetime import timedelta
from ndl.registration.cli import main
from ndl.registration.cli import opening
from ndl.registration.clock import now
from ndl.registration.clock import today
from ndl.registration.config import KEY_RING
from ndl.registration.config import PLUGIN_ID
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.vault import VARIABLE
from ndl.registration.patrons.directory import get_directory
from ndl.registration.reading import engine
from ndl.registration.review import reader
from ndl.registration.review.asked_readings import ask_for_unread
from ndl.registration.review.decide import verify
from ndl.registration.review.desk import get_desk
from ndl.registration.review.index import get_index
from ndl.registration.review.looks import get_looks
from ndl.registration.review.looks import LookKind
from ndl.registration.review.reading import Stage
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings
from pathlib import Path
from plone.keyring.interfaces import IKeyManager
from Products.CMFCore.WorkflowCore import WorkflowException
from scripts.portal import instance
from scripts.portal.settings import Settings
from transaction import abort
from transaction import commit
from types import SimpleNamespace
from zc.lockfile import LockFile
from zope.component import getUtility
from zope.component.hooks import setSite

import json
import os
import pytest
import subprocess
import sys
import time_machine


ROOT = Path(__file__).parents[1]
# Gives the site of `make start` a root user, and pictures that are due.
PREPARE = """
from scripts.portal.application import close
from scripts.portal.application import load
from scripts.portal.settings import Settings
from zope.component.hooks import setSite
import os, transaction, Zope2
load(Settings.from_environment(os.environ))
app = Zope2.app()
app.acl_users.userFolderAddUser("root", "secret-4711-x", ["Manager"], [])
setSite(app.portal)
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.review.desk import get_desk
for application in get_desk().objectValues():
    application.decided_at = now() - timedelta(days=40)
    application.reindexObject(idxs=["application_pictures_due"])
transaction.commit()
setSite(None)
close()
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory, demo_sites):
    environment = {
        **os.environ,
        "INSTANCE": str(tmp_path_factory.mktemp("cli") / "instance"),
        # The catcher of a portal that runs on this machine must not answer.
        "PORT": str(free_port()),
        "MAIL_PORT": str(free_port()),
        "SMTP_PORT": str(free_port()),
        "CATALOGUE_PORT": str(free_port()),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    demo_sites.put(Path(environment["INSTANCE"]))
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
        assert checks["root-users"]["level"] == "warning"

    def test_erasing(self, run):
        done = run("erase-pictures")
        assert (done.returncode, done.stdout) == (
            0,
            "Applications whose pictures were erased: 5.\n",
        )

    def test_guarding_the_root(self, run):
        done = run("guard-root")
        assert (done.returncode, done.stdout) == (
            0,
            "Root users of Zope log in from this machine alone.\n",
        )
        assert root_level(run("health", "--json").stdout) == "ok"

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
    monkeypatch.setattr(opening, "open_database", lambda conf: root)
    monkeypatch.setattr(root._p_jar, "close", lambda: None)
    commit()

    def run(*arguments):
        code = main(["zope.conf", "plone", *arguments])
        # The command has let go of the site, which is loaded again as the current one.
        setSite(functional_portal)
        return code

    return run


class TestScheduled:
    def test_mailing_notices(self, call, capsys):
        assert call("send-notices") == 0
        assert capsys.readouterr().out == "Mails that tell of a notice: 0.\n"

    @pytest.mark.parametrize(
        ("command", "options", "begin"),
        [
            ("expire", ["--dry-run"], "Would be told first: 0"),
            ("expire", [], "Told"),
            ("erase-remains", ["--dry-run"], "Former patrons"),
            ("erase-remains", [], "Applications"),
        ],
    )
    def test_with_nothing_to_do(self, call, capsys, command, options, begin):
        assert call(command, *options) == 0
        told = capsys.readouterr()
        assert told.out.startswith(begin)
        assert told.out.endswith("rased: 0.\n")
        assert not told.err

    @pytest.mark.parametrize("options", [[], ["--dry-run"]])
    def test_expiring_holds_no_patrons_in_memory(
        self, call, make_patron, options, monkeypatch
    ):
        monkeypatch.setattr("ndl.registration.cli.expire._EVERY", 1)
        patrons = [make_patron(email=f"p{n}@example.org") for n in range(3)]
        commit()
        assert call("expire", *options) == 0
        assert [patron._p_changed for patron in patrons] == [None] * 3

    def test_erasing_forgets_what_else_has_expired(self, call, functional_portal):
        for number in range(5):
            get_drafts().put_answers(f"{number}", "secret", {"city": "Kunitachi"})
        get_looks().add(today(), "editor", LookKind.LIST, "")
        commit()

        def left():
            setSite(functional_portal)
            looks = get_looks().between(date(2000, 1, 1), today())
            return len(list(get_drafts()._drafts.items())), len(list(looks))

        assert call("erase-pictures") == 0
        assert left() == (5, 1)
        with time_machine.travel(now() + timedelta(days=200), tick=False):
            assert call("erase-pictures") == 0
            assert left() == (0, 0)

    def test_erasing_of_pictures_on_trial(
        self,
        call,
        capsys,
        make_application,  # noqa: F811
    ):
        application = make_application()
        application.decided_at = now() - timedelta(days=40)
        application.reindexObject(idxs=["application_pictures_due"])
        commit()
        assert call("erase-pictures", "--dry-run") == 0
        told = capsys.readouterr().out
        assert told == "Applications whose pictures would be erased: 1.\n"
        abort()
        assert application.pictures_held()


class TestRootUsers:
    def test_are_guarded_once_and_set_free(self, call, capsys):
        def told(*arguments):
            call(*arguments)
            return capsys.readouterr().out

        call("health", "--json")
        before = root_level(capsys.readouterr().out)
        guarded = "Root users of Zope log in from this machine alone.\n"
        assert told("guard-root") == told("guard-root") == guarded
        assert root_level(told("health", "--json")) == "ok"
        free = "Root users of Zope log in from everywhere.\n"
        assert told("guard-root", "--remove") == free
        assert root_level(told("health", "--json")) == before == "warning"


def root_level(report):
    checks = {check["name"]: check for check in json.loads(report)["checks"]}
    return checks["root-users"]["level"]


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


class TestDesk:
    def test_index_is_made_anew(self, call, make_application, capsys):  # noqa: F811
        number = make_application().getId()
        index = get_index()
        index.clear()
        commit()
        assert call("rebuild-desk-index") == 0
        assert capsys.readouterr().out == "Applications in the index: 1.\n"
        abort()
        assert index.get(number) is not None


class TestReadings:
    @pytest.fixture
    def number(self, call, functional_portal, make_application, monkeypatch):  # noqa: F811
        """An application that was handed in before pictures were read."""

        @contextmanager
        def reading():
            yield SimpleNamespace(read=lambda data, number, seconds: [])

        number = make_application().getId()
        monkeypatch.setattr(engine, "problem", lambda: "")
        monkeypatch.setattr(reader, "reading", reading)
        monkeypatch.setattr(reader.threads, "wake", lambda place: None)
        settings().reads_pictures = True
        commit()
        return number

    def stage(self, site, number):
        setSite(site)
        abort()
        reading = get_desk()[number].reading
        return reading and reading.stage

    def test_of_what_was_not_read_so_far(self, call, number, capsys, functional_portal):
        def told(*options):
            assert call("read-pictures", *options) == 0
            return capsys.readouterr().out

        done = "Applications whose pictures were read: "
        on_trial = "Applications whose pictures would be read: "
        assert told() == f"{done}0.\n"
        assert told("--unread", "--dry-run") == f"{on_trial}1.\n"
        assert self.stage(functional_portal, number) is None
        assert told("--unread") == f"{done}1.\n"
        assert self.stage(functional_portal, number) is Stage.READ
        assert told("--unread") == f"{done}0.\n"

    def test_of_what_waits(self, call, number, capsys, functional_portal):
        assert ask_for_unread(number)
        commit()
        assert call("read-pictures", "--dry-run") == 0
        assert capsys.readouterr().out.endswith("would be read: 1.\n")
        assert self.stage(functional_portal, number) is Stage.WAITING
        assert call("read-pictures") == 0
        assert self.stage(functional_portal, number) is Stage.READ

    def test_where_nothing_can_be_read(self, call, number, capsys, monkeypatch):
        monkeypatch.setattr(engine, "problem", lambda: "missing")
        assert call("read-pictures") == 2
        assert "health" in capsys.readouterr().err


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


class TestDueSteps:
    @pytest.fixture
    def decided(self, call, editor, make_patron, make_application):  # noqa: F811
        """Two applications whose decisions can be undone no more."""
        settings().undo_minutes = 5
        patrons = [make_patron(email=f"p{n}@example.org") for n in range(2)]
        made = [make_application(patron) for patron in patrons]
        for application in made:
            verify(application, token_of(application))
        commit()
        with time_machine.travel(now() + timedelta(minutes=6), tick=False):
            yield made

    @pytest.fixture
    def take(self, call, functional_portal):
        def run(*arguments):
            code = call("take-due-steps", *arguments)
            setSite(functional_portal)
            return code

        return run

    def test_one_that_fails_does_not_hold_up_the_others(
        self, take, decided, capsys, mails, monkeypatch
    ):
        assert take("--dry-run") == 0
        assert "Would take effect: 2." in capsys.readouterr().out

        def states():
            abort()
            return sorted(state_of(one) for one in decided)

        assert states() == ["decided", "decided"]

        def fail(patron, message):
            # After everything else was done: nothing of it may stay.
            if patron.user_id == decided[0].patron_id:
                raise WorkflowException("no")

        with monkeypatch.context() as patched:
            patched.setattr("ndl.registration.review.outcome.deliver", fail)
            assert take() == 1
        printed = capsys.readouterr()
        assert "in effect: 1." in printed.out
        assert f"{decided[0].getId()}: WorkflowException" in printed.err
        assert states() == ["decided", "verified"]
        assert not get_directory()[decided[0].patron_id].is_official
        assert take() == 0
        assert "in effect: 1." in capsys.readouterr().out
        assert take() == 0
        assert states() == ["verified", "verified"]
        assert len(mails) == 1
