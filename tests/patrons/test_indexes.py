"""Whatever is done to patrons, the indexes find them by what they are now."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from ndl.registration.patrons.directory import PatronDirectory
from ndl.registration.patrons.email import email_key
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.patrons.errors import BirthDateFixed
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.errors import UserIdTaken
from ndl.registration.patrons.keys import name_keys
from ndl.registration.patrons.keys import person_keys
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import FIELDS
from ndl.registration.patrons.person import Person
from ndl.registration.patrons.residence import Residence

import json
import pytest


pytestmark = pytest.mark.usefixtures("portal")

HOMES = (
    Residence("JP", "100-0014", "東京都", "千代田区", "永田町1-10-1"),
    Residence("DE", "-", "", "", "Unter den Linden 8, Berlin"),
)
PEOPLE = st.builds(
    Person,
    family_name=st.sampled_from(["国立", "国 立", "髙橋", "O'Brien"]),
    given_name=st.sampled_from(["花子", "", "太郎"]),
    family_kana=st.sampled_from(["コクリツ", ""]),
    given_kana=st.sampled_from(["ハナコ", ""]),
    birth_date=st.just(date(1990, 4, 1)),
    residence=st.sampled_from(HOMES),
    phone=st.sampled_from(["", "+81312345678", "+819012345678"]),
    language=st.sampled_from(["ja", "en"]),
    title=st.sampled_from(["", "Dr."]),
    extra=st.dictionaries(st.sampled_from(["ward", "extra."]), st.text(), max_size=2),
)
EMAILS = st.sampled_from(
    ["", "a@example.org", "A@Example.org", "b@example.org", "c@xn--bcher-kva.example"]
)
IDS = st.sampled_from([f"E{number}" for number in range(6)])
STEPS = st.one_of(
    st.tuples(st.just("add"), IDS, PEOPLE, EMAILS),
    st.tuples(st.just("update"), IDS, PEOPLE),
    st.tuples(st.just("change_email"), IDS, EMAILS),
    st.tuples(st.just("remove"), IDS),
    st.tuples(st.just("expire"), IDS),
)


def make(user_id, person, email=""):
    known = {name: getattr(person, name) for name in FIELDS}
    return Patron(user_id=user_id, email=email, password="", terms_version="1", **known)


def take(directory, kind, user_id, *values):
    patron = directory.get(user_id)
    if kind == "add":
        directory.add(make(user_id, *values))
    elif kind == "remove":
        directory.remove(user_id)
    elif patron is None:
        return
    elif kind == "expire":
        patron.end_after(date(2001, 1, 1))
    else:
        getattr(directory, kind)(patron, *values)


def check(directory):
    """Walk all patrons and all entries of all indexes."""
    patrons = dict(directory._patrons.items())
    people, names = {}, {}
    for user_id, patron in patrons.items():
        for key in person_keys(patron):
            people.setdefault(key, set()).add(user_id)
        names.update(dict.fromkeys(name_keys(patron), user_id))
    assert {key: set(ids) for key, ids in directory._by_person.items()} == people
    assert {key: one.user_id for key, one in directory._by_name.items()} == names
    for key, holder in directory._by_email.items():
        assert patrons[holder.user_id] is holder
        assert email_key(holder.email) == key
    for patron in patrons.values():
        if patron.email and not patron.is_expired:
            assert directory.find_by_email(patron.email) is patron
    assert not {*patrons} & {key for key, _true in directory._retired.items()}


@given(st.lists(STEPS, max_size=25))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_walk(steps):
    directory = PatronDirectory()
    for step in steps:
        with suppress(EmailTaken, UserIdTaken, UnknownPatron):
            take(directory, *step)
        check(directory)


@given(PEOPLE)
def test_person_as_plain_text_and_back(person):
    texts = person.to_texts()
    assert all(isinstance(text, str) for text in texts.values())
    assert Person.from_plain(texts) == person
    assert Person.from_plain(json.loads(json.dumps(person.to_plain()))) == person


class TestUpdate:
    @pytest.fixture
    def directory(self):
        return PatronDirectory()

    @pytest.fixture
    def person(self, make_patron):
        return make_patron().person

    def test_of_a_number_that_was_removed_with_its_patron(self, directory, person):
        patron = make("E1", person)
        directory.add(patron)
        directory.update(patron, replace(person, phone="+819011112222"))
        assert directory.find_same_phone("+819011112222") == ["E1"]
        assert directory.find_same_phone(person.phone) == []
        directory.remove("E1")
        assert directory.find_same_phone("+819011112222") == []

    def test_of_the_date_of_birth(self, directory, person):
        patron = make("E1", person)
        directory.add(patron)
        with pytest.raises(BirthDateFixed):
            directory.update(patron, replace(person, birth_date=date(2000, 1, 1)))

    def test_of_somebody_who_is_not_in_the_directory(self, directory, person):
        with pytest.raises(UnknownPatron):
            directory.update(make("E1", person), person)
        check(directory)

    @pytest.mark.parametrize("name", [*FIELDS, "person", "email", "user_id"])
    def test_is_the_only_way(self, directory, person, name):
        patron = make("E1", person)
        directory.add(patron)
        with pytest.raises(AttributeError):
            setattr(patron, name, getattr(patron, name))
