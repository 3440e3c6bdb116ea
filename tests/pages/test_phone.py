"""Pictures from a telephone, for a form that is open on another device."""

from ..visitor import message_of
from .applicant import Applicant
from .applicant import fields
from .applicant import hidden_of
from .applicant import photo
from .applicant import Reader
from datetime import timedelta
from lxml import html
from ndl.registration.browser.register import document
from ndl.registration.clock import now

import pytest
import time_machine


@pytest.fixture
def applicant(visitor, mails):
    applicant = Applicant(visitor, mails)
    applicant.come_to_form("official")
    for step in ("name", "address"):
        applicant.answer(step, **fields())
    return applicant


@pytest.fixture
def links(monkeypatch):
    """The links in the codes that were drawn."""
    drawn, make = [], document.segno.make

    def record(link, **options):
        drawn.append(link)
        return make(link, **options)

    monkeypatch.setattr(document.segno, "make", record)
    return drawn


@pytest.fixture
def scan(applicant, links, visit):
    """Show a code and open it in another browser."""

    def scan(walker=applicant, **values):
        walker.answer("document", button="phone", **values)
        phone = visit()
        return phone, phone.get(links[-1])

    return scan


def take(phone, page):
    return phone.post("phone-pictures", data=hidden_of(page))


class TestCode:
    def test_is_drawn_and_holds_no_link_of_the_mail(self, applicant, scan, links):
        _phone, page = scan()
        (box,) = html.fromstring(applicant.page.text).cssselect("#ndl-phone")
        assert box.cssselect(".ndl-code svg")
        assert "once and for 10 minutes" in " ".join(box.text_content().split())
        token = links[-1].partition("token=")[2]
        assert token not in applicant.link
        assert "国立" not in page.text

    def test_opening_it_uses_nothing_up(self, scan, links):
        phone, page = scan()
        phone.get(links[-1])
        assert "Send the images" in take(phone, page).text

    def test_works_once(self, scan, links, visit):
        phone, page = scan()
        take(phone, page)
        other = visit()
        answer = take(other, other.get(links[-1]))
        assert "once and for ten minutes" in message_of(answer)
        assert "Send the images" not in answer.text

    def test_works_for_ten_minutes(self, scan):
        phone, page = scan()
        phone.headers["Connection"] = "close"
        with time_machine.travel(now() + timedelta(seconds=601), tick=True):
            answer = take(phone, page)
        assert "once and for ten minutes" in message_of(answer)

    def test_is_ended_by_a_newer_one(self, scan):
        phone, page = scan()
        scan()
        assert "once and for ten minutes" in message_of(take(phone, page))

    @pytest.mark.parametrize("token", ["x", "x.y", "." * 300])
    def test_false_one(self, visitor, token):
        page = visitor.get("phone-pictures", params={"token": token})
        assert "once and for ten minutes" in message_of(take(visitor, page))

    def test_without_one(self, visitor):
        assert "Scan the code" in visitor.get("phone-pictures").text


class TestPictures:
    @pytest.fixture
    def phone(self, scan):
        phone, page = scan()
        self.page = take(phone, page)
        return phone

    def send(self, phone, data, page="phone-pictures"):
        files = {"picture_1": ("id.jpg", data)}
        return phone.post(page, data=hidden_of(self.page), files=files)

    def test_come_to_the_form(self, applicant, phone):
        answer = self.send(phone, photo())
        assert "have been received" in message_of(answer)
        page = applicant.answer("document", button="refresh", document_kind="passport")
        assert "id.jpg" in page.text
        assert 'value="passport"' in page.text
        page = applicant.answer("document", document_kind="passport")
        assert "form.widgets.password" in page.text

    def test_come_by_the_script_as_well(self, applicant, phone):
        answer = self.send(phone, photo(), "phone-picture")
        assert "id.jpg" in answer.json()["places"]["1"]
        assert "id.jpg" in applicant.show("document").text

    def test_of_the_other_device_are_no_success_of_this_one(self, applicant, scan):
        picture = {"picture_1": ("front.jpg", photo())}
        applicant.answer("document", picture, document_kind="drivers-license")
        phone, page = scan(document_kind="drivers-license")
        self.page = take(phone, page)
        assert "front.jpg" in self.page.text
        assert "have been received" not in self.page.text
        answer = phone.post("phone-pictures", data=hidden_of(self.page))
        assert "both sides" in message_of(answer)
        assert "have been received" not in answer.text
        files = {"picture_2": ("back.jpg", photo(color="green"))}
        data = hidden_of(self.page)
        answer = phone.post("phone-pictures", data=data, files=files)
        assert "have been received" in message_of(answer)

    def test_nothing_sent_is_told(self, applicant, scan):
        picture = {"picture_1": ("front.jpg", photo())}
        applicant.answer("document", picture, button="phone")
        phone, page = scan(document_kind="passport")
        self.page = take(phone, page)
        answer = phone.post("phone-pictures", data=hidden_of(self.page))
        assert "has not sent an image yet" in message_of(answer)
        assert "have been received" not in answer.text

    def test_success_comes_first_and_a_missing_side_is_named(self, scan):
        phone, page = scan(document_kind="drivers-license")
        self.page = take(phone, page)
        answer = self.send(phone, photo())
        tree = html.fromstring(answer.text)
        assert tree.xpath("//*[@id='problems']//a/@href") == ["#picture_2"]
        files = {"picture_2": ("back.jpg", photo(color="green"))}
        answer = phone.post("phone-pictures", data=hidden_of(self.page), files=files)
        tree = html.fromstring(answer.text)
        assert not tree.cssselect("#problems")
        (done,) = tree.cssselect("#done[role=status][tabindex]")
        assert done.getnext().tag == "form"

    def test_that_are_none_are_refused_beside_the_field(self, phone):
        answer = self.send(phone, b"GIF89a")
        assert "jpeg or png" in answer.text

    def test_end_with_the_submission(self, applicant, phone):
        self.send(phone, photo())
        applicant.fill()
        applicant.confirm()
        assert applicant.user_id
        answer = self.send(phone, photo())
        assert "once and for ten minutes" in message_of(answer)
        assert self.send(phone, photo(), "phone-picture").status_code == 403

    def test_of_a_patron_who_applies_need_no_login(self, logged_in, scan):
        reader = Reader(logged_in)
        for step in ("name", "address"):
            reader.answer(step)
        phone, page = scan(reader)
        self.page = take(phone, page)
        self.send(phone, photo())
        assert phone.who() == ""
        assert "id.jpg" in reader.show("document").text
