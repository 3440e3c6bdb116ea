from datetime import date
from lxml import html
from ndl.registration.clock import now
from ndl.registration.config import PERMISSION_MERGE
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.directory import PatronDirectory
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.review.desk import get_desk
from ndl.registration.review.suspects import count_suspects
from ndl.registration.review.suspects import list_suspects
from ndl.registration.review.suspects import note_suspect
from plone import api
from transaction import commit

import pytest


JSON = {"Accept": "application/json"}
PAGE = "registration-desk/possible-duplicates"


@pytest.fixture
def editor(log_in):
    return log_in("editor")


@pytest.fixture
def twice(site, make_patron):
    """Two records of one person, the second noted."""
    first = make_patron(email="first@example.org")
    second = make_patron(email="second@example.org")
    note_suspect(second)
    commit()
    return first, second


def delete(patron):
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username=patron.user_id)
    commit()


class TestPage:
    @pytest.mark.parametrize("user_id", ["", "member"])
    def test_is_for_editors(self, log_in, twice, user_id):
        answer = log_in(user_id).get(PAGE)
        assert twice[0].user_id not in answer.text

    def test_shows_all_records_of_the_person(self, editor, twice):
        text = editor.get(PAGE).text
        for patron in twice:
            assert patron.user_id in text
        assert "国立 花子" in text

    def test_is_linked_while_there_is_something_on_it(self, editor, twice):
        assert "possible-duplicates" in editor.get("registration-desk").text
        editor.submit(PAGE)
        assert "possible-duplicates" not in editor.get("registration-desk").text

    def test_takes_an_entry_from_the_list(self, editor, twice):
        answer = editor.submit(PAGE)
        assert "removed from the list" in answer.text
        assert "The list is empty" in answer.text

    def test_shows_and_settles_who_stands_alone_meanwhile(self, editor, twice):
        twice[0].end_after(date(2020, 1, 1))
        commit()
        text = editor.get(PAGE).text
        assert twice[1].user_id in text
        assert "No other registration has these data any more." in text
        assert "The list is empty" in editor.submit(PAGE).text

    def test_shows_twenty_at_once(self, site, editor, make_patron):
        patrons = [make_patron(email=f"p{number}@example.org") for number in range(22)]
        for patron in patrons[1:]:
            note_suspect(patron)
        for patron in patrons[:20]:
            patron.end_after(date(2020, 1, 1))
        commit()
        first, second = editor.get(PAGE).text, editor.get(f"{PAGE}?b_start:int=20").text
        form = 'name="user_id"'
        assert (first.count(form), second.count(form)) == (20, 1)
        assert patrons[21].user_id in second

    def test_takes_nothing_by_a_forged_request(self, site, editor, twice):
        editor.post(PAGE, data={"user_id": twice[1].user_id})
        site._p_jar.sync()
        assert count_suspects() == 1


class TestAnswers:
    @pytest.fixture
    def form(self, editor, application, applicant, make_patron, path):
        """The forms beside a likely duplicate on the page of an application."""
        other = make_patron(email="other@example.org")
        commit()
        tree = html.fromstring(editor.get(path).content)

        def send(page, **fields):
            (form,) = tree.xpath(f"//form[contains(@action, '/{page}')]")
            data = dict(form.form_values()) | fields
            return editor.post(f"registration-desk/{page}", data=data)

        send.tree, send.other = tree, other
        return send

    def test_same_person(self, site, form, applicant, path):
        text = form.tree.get_element_by_id("ndl-comparison").text_content()
        assert form.other.user_id in text
        answer = form("same-person", keep=applicant.user_id)
        assert answer.url.endswith(path)
        assert "has been closed, and the patron has been told" in answer.text
        site._p_jar.sync()
        assert form.other.user_id not in get_directory()
        assert "ndl-comparison" not in answer.text
        # Another click, or a made up ID, closes nobody.
        assert "changed in the meantime" in form("same-person", keep="E1").text
        assert applicant.user_id in get_directory()

    def test_not_the_same_person(self, form, path):
        answer = form("not-same-person")
        assert answer.url.endswith(path)
        assert "ndl-comparison" not in answer.text
        assert form.other.user_id in get_directory()

    def test_need_the_permission(self, site, form, editor, applicant):
        site.manage_permission(PERMISSION_MERGE, ("Manager",), acquire=0)
        commit()
        form("same-person", keep=applicant.user_id)
        body = {"keep": applicant.user_id, "close": form.other.user_id, "seen": "x"}
        answer = editor.post("@same-person", json=body, headers=JSON)
        assert answer.status_code == 401
        assert form.other.user_id in get_directory()

    def test_over_rest(self, site, editor, twice):
        (item,) = editor.get("@possible-duplicates", headers=JSON).json()["items"]
        (same,) = item["perhaps_same"]
        ids = {"keep": item["user_id"], "close": same["user_id"]}
        stale = editor.post("@same-person", json=ids | {"seen": "x"}, headers=JSON)
        assert (stale.status_code, stale.json()["error"]["code"]) == (
            409,
            "stale-entry",
        )
        pair = {"one": ids["keep"], "other": ids["close"], "seen": same["seen"]}
        assert (
            editor.post("@not-same-person", json=pair, headers=JSON).status_code == 204
        )
        assert editor.get("@possible-duplicates", headers=JSON).json()["items"] == []


class TestList:
    def test_does_not_hold_people_without_duplicates(self, site, make_patron):
        note_suspect(make_patron())
        assert list_suspects() == []

    def test_forgets_who_is_gone(self, twice):
        delete(twice[1])
        assert list_suspects() == []

    def test_forgets_whose_only_duplicate_is_gone(self, editor, twice):
        delete(twice[0])
        assert list_suspects() == []
        assert "possible-duplicates" not in editor.get("registration-desk").text

    def test_keeps_who_has_another_duplicate(self, twice, make_patron):
        make_patron(email="third@example.org")
        delete(twice[0])
        assert list_suspects() == [twice[1].user_id]


class TestCount:
    def test_loads_no_patron(self, twice, monkeypatch):
        monkeypatch.setattr(PatronDirectory, "get", None)
        monkeypatch.setattr(PatronDirectory, "__getitem__", None)
        assert count_suspects() == 1

    def test_goes_no_further_than_needed(self, site, monkeypatch, editor):
        for number in range(150):
            get_desk().suspects[f"E{number:09}"] = now()
        commit()
        seen = []
        items = ShardedTree.items
        monkeypatch.setattr(
            ShardedTree,
            "items",
            lambda self, *a: (seen.append(p) or p for p in items(self, *a)),
        )
        assert count_suspects() == len(seen) == 100
        assert "99+" in editor.get("registration-desk").text
