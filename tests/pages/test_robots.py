from ..visitor import message_of
from .applicant import hidden_of
from lxml import html
from ndl.registration.settings import settings

import pytest
import time_machine
import transaction


PAGES = {
    "register": {
        "form.widgets.email": "new@example.org",
        "form.widgets.accept": "selected",
        "form.buttons.send": "1",
    },
    "forgot-password": {
        "form.widgets.user_id": "E000000117",
        "form.widgets.email": "new@example.org",
        "form.buttons.send": "1",
    },
    "resend-user-id": {
        "form.widgets.email": "new@example.org",
        "form.widgets.birth_date": "1990-04-01",
        "form.buttons.send": "1",
    },
}


@pytest.fixture(autouse=True)
def two_seconds(functional_portal):
    settings().robot_seconds = 2
    transaction.commit()


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-21T10:00:00+09:00", tick=False) as traveller:
        yield traveller


def hidden(visitor, page):
    return hidden_of(visitor.get(page))


@pytest.mark.parametrize("page", PAGES)
class TestForms:
    def test_take_what_a_person_typed(self, visitor, page, clock):
        form = hidden(visitor, page) | PAGES[page]
        clock.shift(2)
        assert visitor.post(page, data=form).url.endswith("-sent")

    def test_refuse_what_came_at_once_and_keep_it(self, visitor, page, clock):
        form = hidden(visitor, page) | PAGES[page]
        clock.shift(1)
        answer = visitor.post(page, data=form)
        assert "sent too quickly" in message_of(answer)
        assert "new@example.org" in answer.text

    def test_take_it_when_it_is_sent_again(self, visitor, page, clock):
        answer = visitor.post(page, data=hidden(visitor, page) | PAGES[page])
        again = hidden_of(answer) | PAGES[page]
        clock.shift(5)
        assert visitor.post(page, data=again).url.endswith("-sent")

    def test_take_it_at_once_from_whoever_saw_it_before(self, visitor, page, clock):
        wrong = PAGES[page] | {"form.widgets.email": "new"}
        form = hidden(visitor, page) | wrong
        clock.shift(30)
        answer = visitor.post(page, data=form)
        assert "sent too quickly" not in message_of(answer)
        again = hidden_of(answer) | PAGES[page]
        assert visitor.post(page, data=again).url.endswith("-sent")

    def test_say_when_the_page_is_too_old_and_keep_it(self, visitor, page, clock):
        form = hidden(visitor, page) | PAGES[page]
        clock.shift(25 * 3600)
        answer = visitor.post(page, data=form)
        assert "page has expired" in message_of(answer)
        assert "sent too quickly" not in message_of(answer)
        assert "new@example.org" in answer.text
        clock.shift(2)
        again = hidden_of(answer) | PAGES[page]
        assert visitor.post(page, data=again).url.endswith("-sent")

    def test_refuse_the_bait(self, visitor, page, clock):
        form = hidden(visitor, page) | PAGES[page] | {"subject": "Cheap watches"}
        clock.shift(60)
        answer = visitor.post(page, data=form)
        assert "sent too quickly" in message_of(answer)
        assert "Cheap watches" not in answer.text

    @pytest.mark.parametrize("stamp", ["", "forged"])
    def test_refuse_a_stamp_that_is_not_ours(self, visitor, page, clock, stamp):
        form = hidden(visitor, page) | PAGES[page] | {"shown": stamp}
        clock.shift(60)
        assert "sent too quickly" in message_of(visitor.post(page, data=form))

    def test_send_no_mail_to_programs(self, visitor, page, mails):
        visitor.post(page, data=hidden(visitor, page) | PAGES[page])
        assert mails == []


class TestBait:
    def test_is_hidden_from_people_and_their_tools(self, visitor):
        tree = html.fromstring(visitor.get("register").text)
        [bait] = tree.xpath("//input[@name='subject']")
        assert bait.get("tabindex") == "-1"
        assert bait.get("autocomplete") == "off"
        assert tree.xpath("//*[@aria-hidden='true']//input[@name='subject']")

    def test_can_be_switched_off(self, visitor):
        settings().robot_seconds = 0
        transaction.commit()
        form = hidden(visitor, "register") | PAGES["register"] | {"subject": "x"}
        assert visitor.post("register", data=form).url.endswith("-sent")
