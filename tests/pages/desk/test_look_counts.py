"""How often editors have looked, as managers see it: page, file, REST."""

from datetime import timedelta
from lxml import html
from ndl.registration.clock import today
from ndl.registration.events import AuditTag
from ndl.registration.review.looks import forget_looks
from ndl.registration.review.looks import get_looks
from ndl.registration.review.looks import LookKind
from ndl.registration.settings import settings
from transaction import abort
from transaction import commit

import csv


JSON = {"Accept": "application/json"}
PAGE = "registration-desk/desk-looks"
SERVICE = "@registration-looks"


def counted():
    abort()
    found = {}
    for look in get_looks().between(today(), today()):
        key = (look.editor, look.kind)
        found[key] = found.get(key, 0) + look.number
    return found


def test_looks_and_steps_are_counted(log_in, path):
    editor, other = log_in("editor"), log_in("editor-b")
    editor.get("registration-desk")
    editor.get(path)
    editor.get(f"{path}/@@identity-document/1")
    editor.get(path, headers=JSON)
    # A step that is refused is none, and what it showed was looked at.
    body = {"reasons": [], "note": ""}
    answer = other.post(f"{path}/@workflow/decline", json=body, headers=JSON)
    assert answer.status_code == 400
    assert counted() == {
        ("editor", LookKind.LIST): 1,
        ("editor", LookKind.APPLICATION): 2,
        ("editor", LookKind.PICTURE): 1,
    }
    assert other.post(f"{path}/@workflow/verify", json={}, headers=JSON).ok
    found = counted()
    assert found["editor-b", LookKind.STEP] == 1
    log_in("member").get(path)
    assert {editor for editor, _kind in counted()} == {"editor", "editor-b"}


def test_a_site_may_count_none(log_in, path):
    settings().look_days = 0
    commit()
    log_in("editor").get(path)
    assert counted() == {}


class TestOversight:
    def fill(self, path):
        settings().unusual_looks = 3
        store, number = get_looks(), path.rpartition("/")[2]
        for name in ("A1-260101", "A2-260101", number):
            store.add(today(), "editor", LookKind.APPLICATION, name)
        for name in ("A1-260101", "A2-260101", number):
            store.add(today(), "editor-b", LookKind.APPLICATION, name)
        store.add(today(), "editor-b", LookKind.STEP, "A1-260101")
        commit()

    def test_marks_what_is_unusual(self, log_in, path, audited):
        self.fill(path)
        manager = log_in("manager")
        tree = html.fromstring(manager.get(PAGE).text)
        (marked,) = tree.cssselect("tr.table-warning")
        text = " ".join(marked.text_content().split())
        assert "editor (Unusual)" in text
        assert (
            "A1-260101 A2-260101"
            in tree.cssselect("#figures-unusual")[0].text_content()
        )
        (file, _other) = tree.xpath("//a[contains(@href, 'desk-looks-csv')]/@href")
        rows = csv.DictReader(
            manager.get(file).content.decode("utf-8-sig").splitlines()
        )
        assert [row["is_unusual"] for row in rows] == ["True", "False"]
        found = manager.get(SERVICE, headers=JSON).json()
        first, second = found["editors"]
        assert (first["editor"], first["without_step"]) == ("editor", 3)
        assert (second["with_step"], second["without_step"]) == (1, 2)
        (day,) = found["unusual"]
        assert len(day["applications"]) == 3
        assert manager.get(f"{SERVICE}/unusual.csv", headers=JSON).ok
        assert [one.by for one in audited if one.tag is AuditTag.LOOKS_LISTED]

    def test_is_for_managers(self, log_in, path, subtests):
        editor = log_in("editor")
        assert PAGE not in editor.get("registration-desk/desk-figures").text
        for page in (PAGE, f"{PAGE}-csv", SERVICE):
            with subtests.test(page=page):
                answer = editor.get(page, headers=JSON, allow_redirects=False)
                assert answer.status_code in (302, 401, 403)


def test_looks_are_forgotten(site):
    store = get_looks()
    for days in (91, 90):
        store.add(today() - timedelta(days=days), "editor", LookKind.LIST, "")
    forget_looks()
    found = list(store.between(today() - timedelta(days=100), today()))
    assert [look.day for look in found] == [str(today() - timedelta(days=90))]
