from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.suspects import count_suspects
from ndl.registration.review.suspects import find_suspects
from ndl.registration.review.suspects import note_suspect
from transaction import commit

import pytest


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
        assert "taken from the list" in answer.text
        assert "There is nobody on the list" in answer.text

    def test_takes_nothing_by_a_forged_request(self, site, editor, twice):
        editor.post(PAGE, data={"user_id": twice[1].user_id})
        site._p_jar.sync()
        assert count_suspects() == 1


class TestList:
    def test_does_not_hold_people_without_duplicates(self, site, make_patron):
        note_suspect(make_patron())
        assert find_suspects() == []

    def test_forgets_people_who_are_gone(self, twice):
        get_directory().remove(twice[0].user_id)
        assert find_suspects() == []
