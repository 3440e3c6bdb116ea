"""The forms of the counter speak to the officer, of the patron."""

from lxml import html
from ndl.registration.browser.counter.words import for_staff
from ndl.registration.declaration.constraints import too_young
from ndl.registration.declaration.schema import IPatronForm

import pytest
import re


PATRONS_WORDS = re.compile(r"\b(your|yours|my|I|you)\b", re.I)
TO_THE_OFFICER = ("document that you have seen", "the person before you")
BOTH = [
    "counter-register?lives_in=japan",
    "counter-register?lives_in=overseas",
]
SEND = {"form.buttons.act": "1"}


def words_of(answer):
    """What can be read in the forms, and the messages that scripts would show."""
    tree = html.fromstring(answer.text).get_element_by_id("content")
    for hidden in tree.xpath(".//option | .//script"):
        hidden.drop_tree()
    said = " ".join(tree.itertext()) + " ".join(tree.xpath(".//@data-checks"))
    for words in TO_THE_OFFICER:
        said = said.replace(words, "")
    return said


@pytest.fixture
def correction(officer, applicant):
    return f"counter-correct?patron={applicant.user_id}"


class TestWords:
    @pytest.mark.parametrize("page", BOTH)
    def test_of_a_registration(self, officer, page):
        assert PATRONS_WORDS.findall(words_of(officer.get(page))) == []
        residence = {"lives_in": page.rpartition("=")[2]}
        refused = officer.submit(page, "counter-register", **SEND | residence)
        assert "Enter the family name." in words_of(refused)
        assert PATRONS_WORDS.findall(words_of(refused)) == []

    def test_of_a_correction(self, officer, correction):
        assert PATRONS_WORDS.findall(words_of(officer.get(correction))) == []
        values = {"form.widgets.birth_date": "1890-01-01"}
        values["form.widgets.family_name"] = ""
        refused = officer.submit(correction, "counter-correct", **SEND | values)
        said = words_of(refused)
        assert "Enter the date of birth" in said
        assert PATRONS_WORDS.findall(said) == []

    def test_name_the_two_kinds_of_residents(self, officer):
        said = words_of(officer.get(BOTH[0]))
        assert "Patrons who reside in Japan" in said
        assert "Patrons who reside outside of Japan" in said
        officer.cookies.set("I18N_LANGUAGE", "ja")
        assert "日本国内に居住する利用者" in words_of(officer.get(BOTH[0]))

    def test_keep_figures(self, site):
        said = for_staff(too_young())
        assert said == "Patrons must be at least ${years} years old."
        assert said.mapping == too_young().mapping

    def test_of_patrons_stay(self, officer):
        officer.get(BOTH[0])
        assert IPatronForm["single_name"].title == "I have only one name"


class TestOrder:
    def focused(self, answer):
        tree = html.fromstring(answer.text)
        return [one.rpartition(".")[2] for one in tree.xpath("//@autofocus/../@id")]

    def test_first_input_has_the_focus(self, officer, applicant, correction):
        register = officer.get(BOTH[0])
        assert self.focused(register) == ["form-widgets-document"]
        assert self.focused(officer.get(correction)) == ["form-widgets-family_name"]

    def test_first_faulty_input_has_the_focus(self, officer):
        values = {"form.widgets.document": "passport"}
        refused = officer.submit(BOTH[0], "counter-register", **SEND | values)
        assert self.focused(refused) == ["form-widgets-patron_class"]

    def test_messages_are_in_the_order_of_the_page(self, officer):
        refused = html.fromstring(
            officer.submit(BOTH[0], "counter-register", **SEND).text
        )
        links = refused.xpath("//*[@id='problems']//a/@href")
        inputs = [f"#{one}" for one in refused.xpath("//form//@id")]
        assert links[0] == "#form-widgets-document"
        assert links == sorted(links, key=inputs.index)

    def test_another_person_is_named_only_beside_a_likely_double(self, officer):
        assert "named above" not in words_of(officer.get(BOTH[0]))

    def test_address_stands_where_it_is_compared(self, officer, applicant):
        page = officer.get(f"counter-official?patron={applicant.user_id}")
        assert applicant.residence.street in page.text
