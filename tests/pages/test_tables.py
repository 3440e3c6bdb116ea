from ..visitor import message_of
from lxml import html
from ndl.registration.documents.kinds import KIND_TABLE
from ndl.registration.documents.kinds import kind_title
from ndl.registration.documents.kinds import offered_kinds
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.review.parts import IMAGES
from ndl.registration.review.parts import Part
from ndl.registration.review.reasons import offered_reasons
from ndl.registration.review.reasons import parts_of
from ndl.registration.review.reasons import REASON_TABLE
from ndl.registration.review.reasons import reason_titles
from ndl.registration.settings import settings
from plone import api
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
CATEGORY = {"category:list": "document"}


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
            **CATEGORY,
            **SHOWN,
        )
        [title] = reason_titles(["under-age"])
        assert translate(title) == "Not yet 20."
        assert "20歳" in translate(title, target_language="ja")
        assert offered_reasons()["under-age"].category == "document"

    @pytest.mark.parametrize("marked", [["name", "second-image"], []])
    def test_of_reasons_marks_what_the_library_says(self, save, marked):
        parts = {"parts:list": marked, "parts-empty-marker": "1"}
        save("reasons/no-address", **CATEGORY, **parts, **SHOWN)
        assert parts_of(["no-address"]) == tuple(marked)
        save("reasons/no-address", "reset")
        assert parts_of(["no-address"]) == IMAGES

    def test_of_reasons_shows_what_is_marked(self, manager):
        page = html.fromstring(manager.get(f"{ROW}/reasons/no-back").text)
        boxes = page.cssselect("input[type=checkbox][name='form.widgets.parts:list']")
        ticked = [box.get("value") for box in boxes if box.get("checked")]
        assert len(boxes) == len(Part)
        assert ticked == ["second-image"]

    def test_from_before_there_were_marks_keeps_the_shipped_ones(self, save, manager):
        save("reasons/no-back", text_en="No back.", **CATEGORY, **SHOWN)
        records = api.portal.get_tool("portal_registry").records
        del records["ndl.registration.reasons/no-back.parts"]
        transaction.commit()
        assert parts_of(["no-back"]) == (Part.SECOND_IMAGE,)
        assert REASON_TABLE.values_of("no-back")["parts"] == ["second-image"]
        save("reasons/no-back", **CATEGORY, **SHOWN, **{"parts:list": ["name"]})
        assert parts_of(["no-back"]) == (Part.NAME,)

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

    @pytest.mark.parametrize(
        "path", ["kinds/my-card", "refusals/too-late", "services/walk-around"]
    )
    def test_of_the_library_needs_a_title(self, manager, save, path):
        answer = save(path, position="15")
        [error] = html.fromstring(answer.text).cssselect(".invalid-feedback")
        assert "in one language at least" in error.text_content()
        table, _slash, name = path.partition("/")
        assert name not in manager.get(f"@@ndl-registration-{table}").text


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
