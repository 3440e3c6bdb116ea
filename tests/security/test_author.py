"""Plone's page of an author tells patrons about nobody."""

from ..pages.desk.conftest import log_in
from ..pages.desk.conftest import staff

import pytest


__all__ = ["log_in", "staff"]


@pytest.mark.security
@pytest.mark.parametrize("name", ["editor", "nobody", ""])
def test_is_the_same_for_every_name(logged_in, staff, patron, name):
    known = logged_in.get(f"author/{name}")
    other = logged_in.get("author/somebody-else")
    assert known.status_code == other.status_code
    assert "form.widgets.message" not in known.text
    assert f"{name}@ndl.example" not in known.text


@pytest.mark.security
def test_staff_see_staff(log_in):
    assert "editor-b" in log_in("editor").get("author/editor-b").text


@pytest.mark.security
def test_patrons_send_mail_to_nobody(logged_in, staff, mails):
    page = logged_in.get("author/editor")
    logged_in.submit(
        "author/editor",
        **{
            "form.widgets.author": "editor",
            "form.widgets.referer": page.url,
            "form.widgets.subject": "Hello",
            "form.widgets.message": "Hello",
            "form.buttons.send": "1",
        },
    )
    assert mails == []
