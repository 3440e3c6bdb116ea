"""What a program has read, on the page of an application and over REST."""

from lxml.html import fromstring
from ndl.registration.reading import engine
from ndl.registration.reading.hints import Box
from ndl.registration.reading.hints import Hint
from ndl.registration.reading.hints import Hints
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.review import reader
from ndl.registration.settings import settings
from transaction import commit

import json
import pytest


HINTS = Hints(
    (
        Hint(Item.NAME, Outcome.FOUND, "国立花子", None, (Box(1, 0.1, 0.2, 0.3, 0.4),)),
        Hint(Item.ADDRESS, Outcome.MISSING),
    ),
    (2,),
)


@pytest.fixture
def application(site, applicant, monkeypatch):
    from .conftest import hand_in

    monkeypatch.setattr(engine, "problem", lambda: "")
    monkeypatch.setattr(reader.threads, "wake", lambda place: None)
    settings().reads_pictures = True
    commit()
    return hand_in(applicant)


def section(page):
    return fromstring(page.text).get_element_by_id("ndl-hints")


def words(page):
    return " ".join(section(page).text_content().split())


class TestPage:
    def test_says_that_pictures_are_being_read(self, editor, path, application):
        assert "are being read" in words(editor.get(path))

    def test_says_that_they_could_not_be_read(self, editor, path, application):
        application.reading.fail()
        commit()
        assert "could not be read" in words(editor.get(path))

    def test_says_that_it_is_switched_off(self, editor, path, application):
        settings().reads_pictures = False
        commit()
        assert "switched off" in words(editor.get(path))

    def test_shows_hints_in_words_and_where_they_stand(self, editor, path, application):
        application.reading.keep(HINTS)
        commit()
        page = editor.get(path)
        said = words(page)
        assert "never a decision" in said
        assert (
            "Name: Found (read: 国立花子) – image 1, at the top left Show in image 1"
            in said
        )
        assert "Address: Not found" in said
        assert "Images that could not be read: 2" in said
        button = section(page).find(".//button")
        assert json.loads(button.get("data-boxes")) == [[0, 0.1, 0.2, 0.3, 0.4]]

    def test_shows_nothing_once_the_pictures_are_erased(
        self, editor, path, application
    ):
        application.reading.keep(HINTS)
        application.erase_pictures()
        commit()
        assert "国立花子" not in editor.get(path).text


class TestRest:
    def test_tells_the_same(self, editor, path, application):
        application.reading.keep(HINTS)
        commit()
        answer = editor.get(path, headers={"Accept": "application/json"}).json()
        assert answer["reading"]["stage"] == "read"
        assert answer["reading"]["unread"] == [2]
        name, address = answer["reading"]["hints"]
        assert (name["item"], name["outcome"]) == ("name", "found")
        assert name["boxes"][0]["right"] == 0.3
        assert address["outcome"] == "missing"
