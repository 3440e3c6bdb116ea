"""The queue on its page and over REST."""

from ...visitor import message_of
from .conftest import hand_in
from datetime import timedelta
from lxml import html
from ndl.registration.clock import now
from ndl.registration.events import AuditTag
from ndl.registration.patrons.residence import Residence
from ndl.registration.review.queue import find_page
from ndl.registration.review.states import claimed_by
from transaction import abort
from transaction import commit
from urllib.parse import urlsplit

import pytest
import time_machine


JSON = {"Accept": "application/json"}
QUEUE = "@registration-queue"


@pytest.fixture
def waiting(site, make_patron):
    """Three applications, the first one longest ago."""
    made = []
    for days, name, kana, country in (
        (40, "青木", "アオキ", "JP"),
        (2, "馬場", "ババ", "IE"),
        (1, "千葉", "チバ", "JP"),
    ):
        home = Residence(country, "1000014", "東京都" * (country == "JP"), "", "1-1")
        patron = make_patron(
            email=f"p{days}@example.org",
            family_name=name,
            family_kana=kana,
            residence=home,
            phone=f"+8131234{days:04}",
        )
        moment = now() - timedelta(days=days)
        with time_machine.travel(moment, tick=False):
            made.append(hand_in(patron))
    return made


def numbers(response):
    found = html.fromstring(response.text).xpath("//a[@class='ndl-number']")
    return [link.text for link in found]


def links(response, relation):
    found = html.fromstring(response.text).xpath(f"//a[@rel='{relation}']/@href")
    return [urlsplit(one).query for one in found]


class TestPage:
    def test_shows_what_is_needed_to_choose(self, editor, waiting, audited):
        response = editor.get("registration-desk")
        made = [application.getId() for application in waiting]
        assert numbers(response) == made
        text = html.fromstring(response.text).text_content()
        for words in (
            "青木 花子",
            "アオキ ハナコ",
            waiting[0].patron_id,
            "Overdue",
            "Simple registered user",
            "Ireland",
            "First application",
        ):
            assert words in text, words
        (event,) = [one for one in audited if one.tag is AuditTag.APPLICATIONS_LISTED]
        assert event.details["applications"] == made
        assert event.by == "editor"

    def test_is_confined_by_its_address(self, editor, waiting):
        first, second, third = (application.getId() for application in waiting)
        day = waiting[1].submitted_at.date()
        for query, found in {
            "country=IE": [second],
            "overdue=1": [first],
            "sort=-received": [third, second, first],
            "sort=-received&country=JP": [third, first],
            "kind=change": [],
            "marked=any": [],
            "who=nobody&country=IE": [second],
            "who=me": [],
            "state=verified": [],
            "country=&kind=&marked=&sort=&day=": [first, second, third],
            "country=ie&kind=x&who=x&overdue=x&day=x": [first, second, third],
            "after=nonsense": [first, second, third],
        }.items():
            assert numbers(editor.get(f"registration-desk?{query}")) == found, query
        assert first not in numbers(editor.get(f"registration-desk?day={day}"))

    def test_goes_on(self, editor, waiting, monkeypatch):
        monkeypatch.setattr(find_page, "__defaults__", ("", "", 2))
        first, second, third = (application.getId() for application in waiting)
        page = editor.get("registration-desk?who=nobody")
        assert numbers(page) == [first, second]
        assert links(page, "prev") == []
        (query,) = links(page, "next")
        assert query == f"who=nobody&after={second}"
        page = editor.get(f"registration-desk?{query}")
        assert numbers(page) == [third]
        assert links(page, "next") == []
        (query,) = links(page, "prev")
        assert numbers(editor.get(f"registration-desk?{query}")) == [first, second]

    def test_search_is_not_in_the_address(self, editor, waiting):
        for text in ("青木", "03-1234-0040", "p40@example.org", waiting[0].patron_id):
            response = editor.submit("registration-desk", find=text)
            assert numbers(response) == [waiting[0].getId()], text
            assert not urlsplit(response.url).query
        response = editor.submit("registration-desk", find="<b>nobody")
        assert numbers(response) == []
        assert "&lt;b&gt;nobody" in response.text

    def test_next_is_claimed(self, editor, waiting):
        query = "registration-desk?country=JP"
        for application in (waiting[0], waiting[2]):
            response = editor.submit(query, "registration-desk", country="JP")
            # With the filters, for those that follow.
            assert response.url == f"{application.absolute_url()}?country=JP"
            assert "You have claimed" in message_of(response)
            abort()
            assert claimed_by(application) == "editor"
        response = editor.submit(query, "registration-desk", country="JP")
        assert "No application waits" in message_of(response)
        response = editor.get("registration-desk?who=me")
        assert numbers(response) == [waiting[0].getId(), waiting[2].getId()]

    def test_applications_keep_the_filters(self, editor, waiting):
        def led(response):
            (link,) = html.fromstring(response.text).xpath(
                f"//a[text()='{waiting[0].getId()}']/@href"
            )
            return urlsplit(link).query

        assert led(editor.get("registration-desk")) == ""
        assert led(editor.get("registration-desk?country=JP")) == "country=JP"
        found = editor.submit("registration-desk?country=JP", find="青木")
        assert led(found) == ""

    def test_nothing_is_claimed_on_get(self, editor, waiting):
        editor.get("registration-desk?find=&take=next")
        editor.post("registration-desk", data={})
        abort()
        assert not any(claimed_by(application) for application in waiting)


class TestRest:
    def test_list(self, editor, waiting, audited):
        answer = editor.get(f"{QUEUE}?size=2&sort=-received", headers=JSON)
        assert answer.headers["Cache-Control"] == "no-store, private"
        found = answer.json()
        item = found["items"][0]
        assert item["@id"] == waiting[2].absolute_url()
        assert item["name"] == "千葉 花子"
        assert (item["kind"], item["country"], item["signs"]) == ("new", "JP", [])
        assert found["counts"]["submitted"] == 3
        assert (found["overdue"], found["previous"]) == (1, None)
        rest = editor.get(found["next"], headers=JSON).json()
        assert [one["name"] for one in rest["items"]] == ["青木 花子"]
        listed = [one for one in audited if one.tag is AuditTag.APPLICATIONS_LISTED]
        assert len(listed) == 2

    def test_search_and_next(self, editor, waiting):
        answer = editor.post(QUEUE, json={"find": "ばび"}, headers=JSON)
        assert answer.json()["items"] == []
        answer = editor.post(QUEUE, json={"find": "ばば"}, headers=JSON)
        (found,) = answer.json()["items"]
        assert found["number"] == waiting[1].getId()
        taken = editor.post(
            f"{QUEUE}/next", json={"country": "IE"}, headers=JSON
        ).json()
        assert (taken["number"], taken["holder"]) == (waiting[1].getId(), "editor")
        address = f"{taken['@id']}/@workflow/release"
        body = {"seen": taken["seen"]}
        assert editor.post(address, json=body, headers=JSON).status_code == 200
        answer = editor.post(f"{QUEUE}/next", json={"kind": "change"}, headers=JSON)
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "nothing-waits"

    def test_what_cannot_be_understood(self, editor, waiting):
        for query in ("size=0", "size=101", "size=x", "kind=x", "day=x", "who:list=me"):
            answer = editor.get(f"{QUEUE}?{query}", headers=JSON)
            assert answer.status_code == 400, query
        for path, body in (
            ("", {}),
            ("", {"find": " "}),
            ("", {"find": ["x"]}),
            ("/other", {}),
            ("/next", {"country": 1}),
            ("/next", []),
        ):
            answer = editor.post(QUEUE + path, json=body, headers=JSON)
            assert answer.status_code == 400, (path, body)

    def test_is_for_editors(self, log_in, waiting, applicant):
        for who in ("", "member", applicant.user_id):
            visitor = log_in(who)
            for answer in (
                visitor.get(QUEUE, headers=JSON),
                visitor.post(QUEUE, json={"find": "青木"}, headers=JSON),
                visitor.post(f"{QUEUE}/next", json={}, headers=JSON),
            ):
                assert answer.status_code in (401, 403)
                assert "青木" not in answer.text
        commit()
        assert not any(claimed_by(application) for application in waiting)
