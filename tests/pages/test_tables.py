from ..visitor import message_of
from ndl.registration.documents.kinds import KIND_TABLE
from ndl.registration.documents.kinds import kind_title
from ndl.registration.documents.kinds import offered_kinds
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.review.reasons import offered_reasons
from ndl.registration.review.reasons import reason_titles
from ndl.registration.settings import settings
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from zope.i18n import translate

import pytest
import transaction


KINDS = "@@ndl-registration-kinds"
ROW = "@@ndl-registration-row"


@pytest.fixture
def manager(visitor):
    visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    return visitor


@pytest.fixture
def save(manager):
    """Saves a row as the form does."""

    def send(path, button="save", **values):
        fields = {f"form.widgets.{name}": value for name, value in values.items()}
        fields[f"form.buttons.{button}"] = "1"
        answer = manager.submit(f"{ROW}/{path}", **fields)
        transaction.begin()
        return answer

    return send


SHOWN = {"offered:list": "selected", "position": "15"}


class TestRow:
    def test_of_the_library_is_offered_in_each_language(self, manager, save, visit):
        manager.submit(KINDS, name="residence-card")
        save(
            "kinds/residence-card",
            title_en="Residence card",
            title_ja="在留カード",
            hint_en="Both <b>sides</b>.",
            **{"both_sides:list": "selected"},
            **SHOWN,
        )
        kind = list(offered_kinds().values())[1]
        assert kind.both_sides
        assert translate(kind.title, target_language="ja") == "在留カード"
        assert translate(kind.title, target_language="en") == "Residence card"
        assert translate(kind.hint, target_language="ja") == "Both <b>sides</b>."
        assert "Residence card" in manager.get(KINDS).text

    def test_that_is_shipped_changes_its_words_and_takes_them_back(self, save):
        save("kinds/passport", title_ja="旅券", **SHOWN)
        assert translate(kind_title("passport"), target_language="ja") == "旅券"
        assert translate(kind_title("passport"), target_language="en") == "Passport"
        assert list(offered_kinds())[1] == "passport"
        save("kinds/passport", "reset")
        assert not KIND_TABLE.is_changed("passport")
        assert translate(kind_title("passport"), target_language="ja") == "パスポート"

    def test_that_is_not_offered_any_more(self, save):
        save("kinds/passport", position="15")
        assert "passport" not in offered_kinds()
        assert translate(kind_title("passport")) == "Passport"

    def test_of_reasons_names_the_figures(self, save):
        settings().minimum_age = 20
        transaction.commit()
        save(
            "reasons/under-age",
            text_en="Not yet ${years}.",
            **{"category:list": "document"},
            **SHOWN,
        )
        [title] = reason_titles(["under-age"])
        assert translate(title) == "Not yet 20."
        assert "20歳" in translate(title, target_language="ja")
        assert offered_reasons()["under-age"].category == "document"

    def test_of_services_is_shown_to_patrons(self, save, visitor):
        save("services/map-room", title_en="Map room", **SHOWN)
        service = SERVICE_TABLE.rows()["map-room"]
        assert not service.simple
        assert translate(service.title) == "Map room"

    def test_that_cannot_be_is_not_found(self, manager, subtests):
        for path in ["", "kinds", "kinds/UPPER", "kinds/a.b", "nothing/x", "kinds/x/y"]:
            with subtests.test(path=path):
                assert manager.get(f"{ROW}/{path}").status_code == 404

    def test_is_not_shown_to_strangers(self, visitor):
        assert "/login" in visitor.get(f"{ROW}/kinds/passport").url

    def test_of_a_bad_value_keeps_what_was_typed(self, save):
        answer = save("kinds/passport", title_en="Pass", position="first")
        assert 'value="Pass"' in answer.text
        assert not KIND_TABLE.is_changed("passport")


class TestNewName:
    def test_is_refused(self, manager, subtests):
        for name in ["", "Card", "a.b", "1st", "x" * 51, "カード"]:
            with subtests.test(name=name):
                assert "small letters" in message_of(manager.submit(KINDS, name=name))

    def test_is_taken(self, manager):
        answer = manager.submit(KINDS, name="passport")
        assert "already" in message_of(answer)

    def test_of_an_old_page(self, manager):
        assert "try again" in message_of(manager.post(KINDS, data={"name": "card"}))
