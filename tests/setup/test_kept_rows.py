"""What the library wrote comes back with the next installation."""

from ndl.registration.controlpanels.tables import TABLES
from ndl.registration.documents.kinds import KIND_TABLE
from ndl.registration.mail.shipped import mail_texts
from ndl.registration.mail.shipped import Text
from ndl.registration.mail.texts import own_text
from ndl.registration.mail.texts import set_text
from ndl.registration.setuphandlers.kept import bring_back_settings
from ndl.registration.setuphandlers.kept import keep_settings
from plone.app.testing import applyProfile
from zope.i18n import translate

import pytest


VALUES = {
    "title_en": "Seaman's book",
    "title_ja": "船員手帳",
    "hint_en": None,
    "hint_ja": None,
    "both_sides": True,
    "offered": True,
    "position": 15,
}


def test_rows_of_tables(portal):
    KIND_TABLE.change("seamans-book", VALUES)
    keep_settings(portal)
    assert "seamans-book" not in KIND_TABLE.rows()
    applyProfile(portal, "ndl.registration:default")
    bring_back_settings(portal)
    kind = KIND_TABLE.rows()["seamans-book"]
    assert kind.both_sides
    assert kind.position == 15
    assert translate(kind.title, target_language="ja") == "船員手帳"


@pytest.mark.parametrize("panel", TABLES)
@pytest.mark.parametrize("name", ["shipped", "new"])
def test_rows_of_every_table(portal, panel, name):
    table, _title = TABLES[panel]
    name = next(iter(table.given()), "first") if name == "shipped" else "of-the-library"
    written = {
        f"{word}_{language}": f"{word} in {language}"
        for word in table.words
        for language in ("en", "ja")
    }
    table.change(name, table.values_of(name) | written | {"position": 7})
    values = table.values_of(name)
    keep_settings(portal)
    assert not table.is_changed(name)
    applyProfile(portal, "ndl.registration:default")
    bring_back_settings(portal)
    assert table.is_changed(name)
    assert table.values_of(name) == values


def test_texts_of_mails(portal):
    mail = mail_texts()["user-id"]
    set_text(mail, "en", Text("Number", "It is $user_id."))
    keep_settings(portal)
    applyProfile(portal, "ndl.registration:default")
    bring_back_settings(portal)
    assert own_text(mail, "en") == Text("Number", "It is $user_id.\n")
