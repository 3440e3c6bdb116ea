from ndl.registration.audit import file
from ndl.registration.audit import log
from ndl.registration.audit.file import default_path
from ndl.registration.audit.file import open_audit_log
from ndl.registration.audit.file import VARIABLE
from ndl.registration.config import AUDIT_LOGGER
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from zope.processlifetime import ProcessStarting

import json
import logging
import pytest
import transaction


@pytest.fixture
def logger(monkeypatch):
    """The audit logger as a configuration leaves it that does not name it."""
    logger = logging.Logger("audit")  # noqa: LOG001
    logger.parent = logging.getLogger()
    monkeypatch.setattr(log, "logger", logger)
    monkeypatch.setattr(file.logging, "getLogger", lambda name="": _find(logger, name))
    yield logger
    for handler in logger.handlers:
        handler.close()


def _find(logger, name, find=logging.getLogger):
    return logger if name == AUDIT_LOGGER else find(name)


@pytest.fixture
def event_log(tmp_path):
    """The event log that Plone's own start scripts configure."""
    handler = logging.FileHandler(tmp_path / "instance.log")
    root = logging.getLogger()
    root.addHandler(handler)
    yield tmp_path / "instance.log"
    root.removeHandler(handler)
    handler.close()


class TestAuditLog:
    def test_has_a_file_beside_the_event_log(
        self, functional_portal, logger, event_log
    ):
        open_audit_log(ProcessStarting())
        audit(AuditTag.LOGIN_SUCCEEDED, "E000000117")
        transaction.commit()
        path = event_log.with_name("instance-audit.log")
        (line,) = path.read_text().splitlines()
        assert json.loads(line)["event"] == "login:succeeded"
        assert "E000000117" not in event_log.read_text()
        assert path.stat().st_mode & 0o777 == 0o600

    def test_lies_where_the_environment_says(self, logger, tmp_path, monkeypatch):
        monkeypatch.setenv(VARIABLE, str(tmp_path / "own.log"))
        open_audit_log(ProcessStarting())
        logger.info("{}")
        assert (tmp_path / "own.log").read_text() == "{}\n"

    def test_stays_in_the_event_log_if_wished(self, logger, event_log, monkeypatch):
        monkeypatch.setenv(VARIABLE, "-")
        open_audit_log(ProcessStarting())
        assert not logger.handlers

    def test_is_left_to_a_configuration_that_names_it(self, logger, event_log):
        logger.addHandler(logging.NullHandler())
        open_audit_log(ProcessStarting())
        assert len(logger.handlers) == 1

    def test_falls_back_to_the_event_log(self, logger, tmp_path, monkeypatch, caplog):
        monkeypatch.setenv(VARIABLE, str(tmp_path / "missing" / "audit.log"))
        open_audit_log(ProcessStarting())
        assert not logger.handlers
        assert "cannot be written" in caplog.text

    def test_without_a_file_of_events_lies_with_the_data(
        self, portal, logger, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(logging.getLogger(), "handlers", [])
        monkeypatch.setattr(
            "App.config._config.clienthome", str(tmp_path), raising=False
        )
        assert default_path() == tmp_path / "audit.log"
