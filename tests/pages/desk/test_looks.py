"""Every look at an application is audited, and every one that was refused."""

from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.suspects import note_suspect
from transaction import commit

import json
import logging
import pytest


JSON = {"Accept": "application/json"}
SHOWN = (
    ("", {}),
    ("/application", {}),
    ("/view", {}),
    ("/decide?step=verify", {}),
    ("/decline", {}),
    ("/@@plone_context_state", {}),
    ("", JSON),
    ("/@workflow", JSON),
)
REFUSED = (
    ("", {}),
    ("/application", {}),
    ("/decide?step=verify", {}),
    ("/@@identity-document/1", {}),
    ("", JSON),
    ("/@workflow", JSON),
)


@pytest.fixture
def lines(caplog):
    """The lines of the audit log so far."""
    caplog.set_level(logging.INFO, "ndl.registration.audit")
    return lambda: [
        json.loads(record.getMessage())
        for record in caplog.records
        if record.name == "ndl.registration.audit"
    ]


@pytest.fixture
def looks(lines, path):
    number = path.rpartition("/")[2]
    return lambda tag: [
        line
        for line in lines()
        if line["event"] == tag and line.get("application") == number
    ]


@pytest.mark.parametrize(("page", "headers"), SHOWN)
def test_look(log_in, path, looks, applicant, page, headers):
    response = log_in("editor").get(path + page, headers=headers)
    found = looks(AuditTag.APPLICATION_VIEWED)
    if response.status_code == 200:
        (line,) = found
        assert (line["user"], line["by"]) == (applicant.user_id, "editor")
    else:
        assert page == "/@@plone_context_state"


@pytest.mark.parametrize(
    "query",
    [
        "@search?portal_type=RegistrationApplication&fullobjects=1",
        "registration-desk?fullobjects=1",
    ],
)
def test_look_by_a_search(log_in, path, looks, query):
    answer = log_in("editor").get(query, headers=JSON)
    assert answer.json()["items"][0]["declared"]["family_name"] == "国立"
    assert len(looks(AuditTag.APPLICATION_VIEWED)) == 1


def test_list_is_no_look(log_in, path, looks):
    log_in("editor").get("registration-desk")
    assert looks(AuditTag.APPLICATION_VIEWED) == []


@pytest.mark.parametrize(("page", "headers"), REFUSED)
@pytest.mark.parametrize("who", ["", "member", "patron"])
def test_refused_look(log_in, path, looks, applicant, who, page, headers):
    user_id = applicant.user_id if who == "patron" else who
    log_in(user_id).get(path + page, headers=headers, allow_redirects=False)
    is_picture = "identity" in page
    tag = AuditTag.DOCUMENT_LOOK_REFUSED if is_picture else AuditTag.DESK_LOOK_REFUSED
    (line,) = looks(tag)
    assert (line["user"], line["by"]) == (applicant.user_id, user_id)
    assert looks(AuditTag.APPLICATION_VIEWED) == []


def test_refused_look_at_the_desk(log_in, lines, applicant):
    commit()
    log_in(applicant.user_id).get("registration-desk", allow_redirects=False)
    assert [line["by"] for line in lines() if line["event"] == "desk:look:refused"] == [
        applicant.user_id
    ]


def test_look_at_possible_duplicates(log_in, make_patron, applicant, lines):
    made = make_patron(email="twice@example.org")
    note_suspect(made)
    commit()
    log_in("editor").get("registration-desk/possible-duplicates")
    (line,) = [line for line in lines() if line["event"] == "patron:compared"]
    assert (line["user"], line["by"]) == (made.user_id, "editor")
    assert line["others"] == [applicant.user_id]


@pytest.mark.parametrize("seen", ["submitted-1", ""])
def test_step_with_a_false_mark(log_in, path, looks, seen):
    editor = log_in("editor")
    editor.submit(path, f"{path}/decide", step="verify", seen=seen)
    (line,) = looks(AuditTag.STEP_REFUSED)
    assert (line["reason"], line["step"]) == ("stale-page", "verify")
    assert line["by"] == "editor"


def test_step_that_a_rule_forbids(log_in, path, looks):
    url = f"{path}/@workflow/decline"
    log_in("editor").post(url, json={}, headers=JSON)
    (line,) = looks(AuditTag.STEP_REFUSED)
    assert (line["reason"], line["by"]) == ("reason-missing", "editor")


def test_who_decided_and_who_removed(log_in, path, lines, applicant, site):
    editor = log_in("editor")
    editor.submit(f"{path}/decide?step=verify", f"{path}/decide", step="verify")
    site._p_jar.sync()
    manager = log_in("manager")
    answer = manager.delete(f"@users/{applicant.user_id}", headers=JSON)
    assert answer.status_code == 204, answer.text
    site._p_jar.sync()
    assert applicant.user_id not in get_directory()
    by = {line["event"]: line["by"] for line in lines() if line["by"]}
    assert by["patron:class:changed"] == by["application:verified"] == "editor"
    assert by["patron:removed"] == by["document:erased"] == "manager"
