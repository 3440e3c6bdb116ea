"""What becomes of pictures that are read, by a reader that answers at once."""

from ..reading.people import read
from base64 import b64encode
from contextlib import contextmanager
from datetime import timedelta
from ndl.registration.background import here
from ndl.registration.background import SiteThreads
from ndl.registration.clock import now
from ndl.registration.documents.vault import VARIABLE
from ndl.registration.events import PatronRemoved
from ndl.registration.patrons.directory import get_directory
from ndl.registration.reading import engine
from ndl.registration.reading.hints import Hints
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.review import decide
from ndl.registration.review import reader
from ndl.registration.review.asked_readings import ask_for_unread
from ndl.registration.review.asked_readings import due_numbers
from ndl.registration.review.asked_readings import unread_numbers
from ndl.registration.review.desk import get_desk
from ndl.registration.review.encryption import encrypt_pictures
from ndl.registration.review.inquiry import take_answer
from ndl.registration.review.read_pictures import HOLD
from ndl.registration.review.read_pictures import MOST_TRIES
from ndl.registration.review.read_pictures import read_one
from ndl.registration.review.reading import Stage
from ndl.registration.review.reading_queue import get_reading_queue
from ndl.registration.review.retention import erase_due_pictures
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings
from transaction import abort
from transaction import commit
from zope.event import notify

import pytest
import time
import time_machine


OLD, NEW = (b64encode(letter * 32).decode() for letter in (b"o", b"n"))
PATIENCE = 20
LINE = "氏名 国立花子"


class FakeReader:
    """Reads the same in each picture; `meanwhile` happens while it does."""

    def __init__(self, line=LINE, meanwhile=None):
        self.line, self.meanwhile, self.asked = line, meanwhile, 0

    def read(self, data, picture, seconds):
        self.asked += 1
        if self.meanwhile:
            self.meanwhile()
            commit()
        return None if self.line is None else [read(self.line, picture=picture)]


@pytest.fixture
def on(functional_portal, monkeypatch):
    """Reading is switched on, and no thread reads by itself."""
    monkeypatch.setattr(engine, "problem", lambda: "")
    monkeypatch.setattr(reader.threads, "wake", lambda place: None)
    settings().reads_pictures = True
    commit()


@pytest.fixture
def application(on, make_application, editor):
    made = make_application()
    commit()
    return made


def read_due(fake=None):
    """Let a process read what is due; how many applications it took."""
    place, entries = here(), due_numbers(10)
    commit()
    taken = sum(read_one(place, entry, fake or FakeReader()) for entry in entries)
    abort()
    return taken


def waiting():
    return get_reading_queue().count(100)


def outcome_of(application):
    return {hint.item: hint.outcome for hint in application.reading.hints().hints}


class TestReading:
    def test_is_asked_for_by_the_submission(self, application):
        assert application.reading.stage is Stage.WAITING
        assert read_due() == 1
        assert application.reading.stage is Stage.READ
        assert outcome_of(application)[Item.NAME] is Outcome.FOUND
        assert outcome_of(application)[Item.ADDRESS] is Outcome.MISSING
        assert (waiting(), read_due()) == (0, 0)

    def test_wakes_the_thread_after_the_commit_alone(
        self, on, make_application, monkeypatch
    ):
        woken = []
        monkeypatch.setattr(reader.threads, "wake", woken.append)
        make_application()
        abort()
        assert woken == []
        make_application()
        commit()
        assert len(woken) == 1

    def test_wakes_the_thread_when_it_is_switched_on(
        self, functional_portal, monkeypatch
    ):
        woken = []
        monkeypatch.setattr(reader.threads, "wake", woken.append)
        for is_on in (False, True):
            settings().reads_pictures = is_on
            commit()
            assert len(woken) == is_on

    def test_is_not_asked_for_where_it_is_switched_off(
        self, functional_portal, make_application
    ):
        assert make_application().reading is None
        assert waiting() == 0

    def test_of_several_the_oldest_is_first(self, on, make_application):
        made = []
        for hours in (2, 3, 1):
            with time_machine.travel(now() - timedelta(hours=hours), tick=False):
                made.append(make_application(email=f"p{hours}@example.org").getId())
        commit()
        assert [number for _key, number in due_numbers(10)] == [
            made[1],
            made[0],
            made[2],
        ]
        assert read_due() == 3

    def test_writes_nothing_that_an_editor_writes(self, application):
        seen = token_of(application)
        read_due(FakeReader(meanwhile=lambda: decide.claim(application, seen)))
        assert application.held_by == "editor"
        assert application.reading.stage is Stage.READ

    def test_is_audited_without_what_was_read(self, application, audited):
        read_due()
        (event,) = [one for one in audited if one.tag == "document:read"]
        assert event.details["found"] == 1
        assert event.details["outcome"] == "read"
        assert "国立" not in str(event)

    def test_of_some_pictures_names_the_others(self, application):
        application.add_pictures([application.pictures_held()[0].to_picture()])
        application.pictures_held()[1].erase()
        commit()
        read_due()
        assert application.reading.hints().unread == (2,)


class TestThread:
    def test_reads_without_a_site_of_its_own(self, application, monkeypatch):
        @contextmanager
        def reading():
            yield FakeReader()

        monkeypatch.setattr(reader, "reading", reading)
        commit()
        # As `on` keeps it from being woken.
        SiteThreads.wake(reader.threads, here())
        end = time.monotonic() + PATIENCE
        while application.reading.stage is Stage.WAITING and time.monotonic() < end:
            time.sleep(0.1)
            abort()
        reader.threads.stop(PATIENCE)
        assert application.reading.stage is Stage.READ


class TestFailing:
    def test_is_tried_again_and_given_up_in_the_end(self, application):
        moment = now()
        for number in range(MOST_TRIES):
            assert application.reading.stage is Stage.WAITING, number
            with time_machine.travel(moment, tick=False):
                assert read_due(FakeReader(None)) == 1
            moment += timedelta(seconds=HOLD)
        assert application.reading.stage is Stage.FAILED
        assert waiting() == 0

    def test_who_is_killed_leaves_it_to_others_after_a_while(self, application):
        def kill():
            raise SystemExit

        with pytest.raises(SystemExit):
            read_due(FakeReader(meanwhile=kill))
        abort()
        assert (waiting(), read_due()) == (1, 0)
        with time_machine.travel(now() + timedelta(hours=1), tick=False):
            assert read_due() == 1
        assert application.reading.stage is Stage.READ

    def test_what_kills_each_process_is_given_up(self, application):
        def kill():
            raise SystemExit

        moment = now()
        for _try in range(MOST_TRIES):
            with time_machine.travel(moment, tick=False), pytest.raises(SystemExit):
                read_due(FakeReader(meanwhile=kill))
            moment += timedelta(hours=1)
        fake = FakeReader()
        with time_machine.travel(moment, tick=False):
            read_due(fake)
        assert fake.asked == 0
        assert application.reading.stage is Stage.FAILED

    def test_two_processes_read_it_once(self, application):
        fake = FakeReader()
        place, (entry,) = here(), due_numbers(10)
        commit()
        assert read_one(place, entry, FakeReader(meanwhile=lambda: read_due(fake)))
        assert not read_one(place, entry, fake)
        assert fake.asked == 0


class TestMeanwhile:
    """What changes while the pictures are read."""

    def test_further_pictures_are_read_as_well(self, application):
        def answer():
            pictures = [application.pictures_held()[0].to_picture()]
            take_answer(application, {"pictures": pictures, "answer": ""})

        read_due(FakeReader("氏名 別人", meanwhile=answer))
        assert application.reading.stage is Stage.WAITING
        fake = FakeReader()
        assert read_due(fake) == 1
        assert fake.asked == 2
        assert outcome_of(application)[Item.NAME] is Outcome.FOUND

    @pytest.mark.parametrize("how", ["withdrawn", "removed", "deleted"])
    def test_pictures_that_are_erased_leave_nothing(self, application, how):
        number, patron = application.getId(), get_directory()[application.patron_id]
        reading = application.reading

        def end():
            if how == "withdrawn":
                decide.withdraw(application)
            elif how == "removed":
                get_directory().remove(patron.user_id)
                notify(PatronRemoved(patron.user_id, patron))
            else:
                get_desk()._delObject(number)

        assert read_due(FakeReader(meanwhile=end)) == 1
        assert reading.stage is Stage.ERASED
        assert reading.hints() == Hints()
        with time_machine.travel(now() + timedelta(hours=1), tick=False):
            assert read_due() == 0
        assert waiting() == 0


class TestErasing:
    def test_goes_with_the_pictures(self, application):
        read_due()
        assert LINE.split()[1] in str(application.reading.hints())
        decide.verify(application, token_of(application))
        settings().picture_days = 0
        assert erase_due_pictures() == 1
        assert application.reading.hints() == Hints()
        assert (application.reading._key, application.reading._data) == (None, b"")

    def test_lies_encrypted_in_the_database(self, application):
        read_due()
        assert b"name" not in application.reading._data

    def test_follows_a_change_of_keys(self, application, monkeypatch):
        monkeypatch.setenv(VARIABLE, OLD)
        read_due()
        monkeypatch.setenv(VARIABLE, f"{NEW} {OLD}")
        encrypt_pictures()
        monkeypatch.setenv(VARIABLE, NEW)
        assert outcome_of(application)[Item.NAME] is Outcome.FOUND


class TestUnread:
    def test_can_be_asked_for_later(self, functional_portal, make_application, on):
        settings().reads_pictures = False
        number = make_application().getId()
        settings().reads_pictures = True
        assert unread_numbers() == [number]
        assert ask_for_unread(number)
        assert not ask_for_unread(number)
        assert (unread_numbers(), waiting()) == ([], 1)
