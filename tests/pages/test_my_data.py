from ..visitor import token_for
from .test_change_email import text_of
from .test_deregister import picture
from base64 import b64encode
from datetime import date
from datetime import timedelta
from io import BytesIO
from lxml import html
from ndl.registration.account.data_archive import stream_zip
from ndl.registration.account.data_page import data_page
from ndl.registration.account.data_page import LABELS
from ndl.registration.account.data_page import SECTIONS
from ndl.registration.account.my_data import collect_data
from ndl.registration.clock import now
from ndl.registration.documents.vault import VARIABLE
from ndl.registration.events import AuditTag
from ndl.registration.library.my_list.entries import add_record
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.requests.words import STATES
from ndl.registration.library.requests.words import STEPS
from ndl.registration.library.search.record import make_record
from ndl.registration.library.service_terms import Consent
from ndl.registration.notices.personal import add_notice
from ndl.registration.patrons.directory import get_directory
from ndl.registration.reading.hints import Box
from ndl.registration.reading.hints import Hint
from ndl.registration.reading.hints import Hints
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.review.decision import Question
from ndl.registration.review.queue import applications_of
from ndl.registration.review.submit import submit_application
from transaction import abort
from transaction import commit
from zipfile import ZipFile
from zope.i18n import translate

import json
import pytest
import re
import time_machine


PERSON = ("国立", "花子", "コクリツ", "1990-04-01", "永田町1-10-1", "+81312345678")


HINTS = Hints(
    (
        Hint(Item.NAME, Outcome.FOUND, "国立花子", None, (Box(1, 0.7, 0.1, 0.9, 0.2),)),
        Hint(Item.EXPIRY, Outcome.PAST, "", date(2020, 5, 6)),
        Hint(Item.ADDRESS, Outcome.MISSING),
    )
)
QUESTION = Question("裏面は?", "editor", now(), date(2030, 1, 1), "<b>後で</b>", now())


def download(visitor):
    return visitor.submit("my-data", download="1")


def opened(response):
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"] == "application/zip"
    return ZipFile(BytesIO(response.content))


@pytest.fixture
def full(patron):
    """A patron of whom everything is held."""
    application = submit_application(patron, [picture()])
    application.ensure_reading().keep(HINTS)
    application.questions = (QUESTION,)
    add_notice(patron, "email-changed", address="h*****@e***.org")
    record = make_record(title="吾輩は猫である")
    add_record(first_list(patron), record)
    place_request(patron, "article-research", {"title": "漱石の随筆"}, record)
    old = place_request(patron, "article-research", {"title": "門"}, record)
    get_requests().archive(old)
    patron.give_consent("transmission", Consent("1", now()))
    commit()
    return patron


class TestPage:
    def test_hands_out_everything(self, full, logged_in_by_steps, audited):
        archive = opened(download(logged_in_by_steps))
        assert archive.testzip() is None
        first, second, image = archive.namelist()
        assert (first, second) == ("data.json", "data.html")
        assert archive.read(image).startswith(b"\xff\xd8")
        data = json.loads(archive.read(first))
        page = archive.read(second).decode()
        for word in (*PERSON, "漱石の随筆"):
            assert word in json.dumps(data, ensure_ascii=False)
            assert {"1990-04-01": "1990年4月1日"}.get(word, word) in page
        for name in SECTIONS:
            assert data[name], name
        assert data["applications"][0]["pictures"] == [image]
        assert full.password not in json.dumps(data)
        (event,) = [e for e in audited if e.tag is AuditTag.PATRON_DATA_TAKEN]
        assert event.details == {"pictures": 1}

    def test_is_in_the_language_of_the_patron(self, full, logged_in):
        logged_in.cookies.set("I18N_LANGUAGE", "en")
        page = opened(download(logged_in)).read("data.html").decode()
        assert '<html lang="ja">' in page
        assert "生年月日" in page

    def test_is_linked_and_explained(self, logged_in):
        tree = html.fromstring(logged_in.get("my-account").text)
        assert tree.cssselect("a#ndl-my-data[href$='/my-data']")
        assert "everything that this portal holds" in text_of(logged_in.get("my-data"))

    def test_is_not_kept_by_caches(self, logged_in):
        assert "no-store" in download(logged_in).headers["Cache-Control"]

    def test_has_no_erased_picture(self, full, logged_in):
        user_id = full.user_id
        applications_of(user_id)[0].erase_pictures()
        commit()
        assert opened(download(logged_in)).namelist() == ["data.json", "data.html"]

    def test_needs_a_fresh_code(self, logged_in):
        token = token_for(logged_in)
        with time_machine.travel(now() + timedelta(minutes=11)):
            page = logged_in.get("my-data", allow_redirects=False)
            data = {"_authenticator": token, "download": "1"}
            answer = logged_in.post("my-data", data=data)
        assert "/login?again=1" in page.headers["Location"]
        assert "zip" not in answer.headers["Content-Type"]

    def test_needs_a_token(self, logged_in):
        answer = logged_in.post("my-data", data={"download": "1"})
        assert "This page has expired" in answer.text

    def test_of_strangers_leads_to_the_login(self, visitor):
        assert "/login" in visitor.get("my-data").url


class TestReadablePage:
    def test_escapes_every_value(self, site, make_patron):
        evil = '<script>alert("1")</script>'
        patron = make_patron(family_name=evil, language="en")
        page = data_page(collect_data(patron), "en")
        assert "<script" not in page
        assert "&lt;script&gt;" in page

    def test_has_a_label_for_each_member(self, full):
        abort()
        patron = get_directory()[full.user_id]
        data = collect_data(patron)
        entries = [
            e for c in data.values() for e in (c if isinstance(c, list) else [c])
        ]
        named = set(names_in(entries))
        assert named - set(LABELS) == set()
        assert set(data) == set(SECTIONS)

    def test_has_times_as_its_reader_writes_them(self, full):
        page = data_page(collect_data(full), "ja")
        told = html.fromstring(page).text_content()
        assert "1990年4月1日" in told
        assert not re.search(r"\d{4}-\d\d-\d\d", told)
        in_english = html.fromstring(data_page(collect_data(full), "en")).text_content()
        assert "April 1, 1990" in in_english

    def test_says_what_happened_to_a_request(self, full):
        (asked,) = collect_data(full)["requests"]
        (event,) = asked["history"]
        assert event["event"] == "place"
        page = data_page(collect_data(full), "ja")
        assert (
            f"<td>{translate(STEPS[RequestStep.PLACE], target_language='ja')}</td>"
            in page
        )
        assert f"<td>{translate(STATES[State.REQUESTED], target_language='ja')}" in page


class TestApplications:
    def test_tell_what_a_program_read_in_the_pictures(self, full):
        (application,) = collect_data(full)["applications"]
        name, expiry, address = application["hints"]
        assert name == {
            "item": "name",
            "outcome": "found",
            "recognized": "国立花子",
            "places": ["画像1の右上"],
        }
        assert expiry == {"item": "expiry", "outcome": "past", "day": "2020-05-06"}
        assert address == {"item": "address", "outcome": "missing"}

    def test_stand_in_words_on_the_page(self, full):
        tree = html.fromstring(data_page(collect_data(full), "en"))
        said = " ".join(tree.text_content().split())
        assert "What was looked forNameOutcomeFound" in said
        assert "<b>後で</b>" in said
        assert "{" not in tree.find("body").text_content()

    def test_tell_nothing_once_the_hints_are_erased(self, full):
        applications_of(full.user_id)[0].erase_pictures()
        (application,) = collect_data(full)["applications"]
        assert "hints" not in application

    def test_are_handed_out_where_the_key_of_hints_is_lost(self, full, monkeypatch):
        reading = applications_of(full.user_id)[0].reading
        monkeypatch.setenv(VARIABLE, b64encode(b"k" * 32).decode())
        assert reading.lock_again()
        monkeypatch.setenv(VARIABLE, b64encode(b"n" * 32).decode())
        (application,) = collect_data(full)["applications"]
        assert "hints" not in application


def names_in(value):
    """The names of all members, however deep, but of what kinds of notices tell."""
    if isinstance(value, dict):
        yield from value
        value = [one for name, one in value.items() if name != "facts"]
    if isinstance(value, list):
        for one in value:
            yield from names_in(one)


class TestStream:
    def test_comes_in_pieces(self, site):
        files = [("a.jpg", b"x" * 300_000), ("empty.jpg", b"")]
        pieces = list(stream_zip(files))
        assert len(pieces) > 4
        assert max(map(len, pieces)) < 70_000
        archive = ZipFile(BytesIO(b"".join(pieces)))
        assert [archive.read(name) for name, _data in files] == [d for _n, d in files]
