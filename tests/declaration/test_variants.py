from datetime import date
from email import message_from_bytes
from email import policy
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings as examples
from hypothesis import strategies as st
from ndl.registration.browser.person import address_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import phone_row
from ndl.registration.declaration.countries import COUNTRIES
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.declaration import VARIANTS
from ndl.registration.declaration.prefectures import PREFECTURES
from ndl.registration.declaration.validation import find_problems
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.mail.compose import compose_mail
from ndl.registration.patrons.directory import PatronDirectory
from ndl.registration.patrons.patron import Patron
from zope.interface import Invalid
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import ValidationError

import json
import pytest


pytestmark = pytest.mark.usefixtures("portal")

PASSWORD = "Mizuumi-4711-b"
FEW = examples(
    max_examples=60,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
    ],
)
JAPAN = {
    "family_name": "国立",
    "given_name": "太郎",
    "family_kana": "コクリツ",
    "given_kana": "タロウ",
    "single_name": False,
    "birth_date": date(1990, 4, 1),
    "postal_code": "100-0014",
    "region": "東京都",
    "city": "千代田区",
    "street": "永田町1-10-1",
    "building": "",
    "no_building": True,
    "phone": "03-3581-2331",
    "phone_is_fax": False,
    "no_phone": False,
    "language": "ja",
    "title": None,
    "password": PASSWORD,
    "password_again": PASSWORD,
}
OVERSEAS = {
    "family_name": "Smith",
    "given_name": "Jane",
    "single_name": False,
    "birth_date": date(1990, 4, 1),
    "country": "GB",
    "postal_code": "SW1A 1AA",
    "street": "10 Downing Street, London",
    "phone": "+44 20 7946 0958",
    "phone_is_fax": False,
    "no_phone": False,
    "language": "en",
    "title": "Ms.",
    "password": PASSWORD,
    "password_again": PASSWORD,
}
FORMS = {LivesIn.JAPAN: JAPAN, LivesIn.OVERSEAS: OVERSEAS}

NAMES_IN_JAPAN = [
    ("髙橋", "﨑"),
    ("𠮷野", "𩸽"),
    ("葛\U000e0100城", "辻\U000e0101"),
    ("邉", "齋藤"),
    ("長曽我部", "寿限無" * 19),
    ("オブライエン", "Mary-Jane"),
    ("か\u3099と\u3099", "は\u309aんだ"),
    ("ﾔﾏﾀﾞ", "ﾀﾛｳ"),
    ("一", "々"),
    ("O'Brien", "ゑ"),
    ("Nguyễn", "Thị Mỹ"),
    ("王", "丽"),
]
NAMES_ABROAD = [
    ("O", "E"),
    ("O’Brien", "D`Arcy"),
    ("Smith-Jones", "Anne-Marie"),
    ("Þórðardóttir", "Jóhanna Sigríður"),
    ("Nguyễn", "Thị Mỹ Linh"),
    ("Kealiʻikekaunaʻoa", "Kaʻiulani"),
    ("Åström", "Łukasz"),
    ("İnönü", "Şükrü"),
    ("M̧ajel", "J̌an"),
    ("de la Cruz y Martínez", "José Mª"),
    ("Ｙａｍａｄａ", "Ｔａｒｏ"),
    ("Wolfeschlegelsteinhausenbergerdorff", "Hubert B., Sr."),
    ("Kumar", "Rajah s/o"),
    ("Jose\u0301", "Zoe\u0308"),
    ("ʿAlī", "Muḥammad"),
]

people = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=0, max_size=70
)
typed = st.one_of(
    people,
    st.text("ァアイガタロウー・ｶﾞﾔﾏﾀﾞやまだ　 yamdhontsiue'’-", max_size=20),
    st.text("0123456789０１２３+-－ー() 〒ABCdext.", max_size=24),
    st.sampled_from([name for pair in NAMES_IN_JAPAN + NAMES_ABROAD for name in pair]),
)


def check(values, variant):
    """What the form says of each field and of all of them."""
    good, problems = {}, {}
    for name, field in getFieldsInOrder(variant.schema):
        if name not in values:
            continue
        try:
            field.validate(values[name] or field.missing_value)
        except (ValidationError, Invalid) as error:
            problems[name] = error
        else:
            good[name] = values[name] or field.missing_value
    return problems | find_problems(good, variant, "taro@example.org")


def pass_through(values, variant):
    """What becomes of a filled form that was accepted."""
    declared = Declaration.from_form(values, variant)
    kept = Declaration.from_plain(json.loads(json.dumps(declared.to_plain())))
    assert kept == declared
    again = {**values, **declared.to_form()}
    assert check(again, variant) == {}
    assert Declaration.from_form(again, variant) == declared
    patron = Patron(
        **vars(declared),
        user_id="E123456784",
        email="taro@example.org",
        password="x",
        terms_version="1",
    )
    for _label, shown in [*name_rows(patron), *address_rows(patron), phone_row(patron)]:
        assert shown.strip()
        assert len(shown.splitlines()) == 1
    found(patron)
    mailed(patron)
    return patron


def found(patron):
    directory = PatronDirectory()
    directory.add(patron)
    family, given = patron.family_name, patron.given_name
    for text in (family, patron.full_name, f"{family} {given}", patron.family_kana):
        if text:
            assert patron in directory.search(text), text
    assert directory.find_same_person(patron.birth_date, family + given)


def mailed(patron):
    for language in ("en", "ja"):
        mail = compose_mail(
            patron.email,
            "registration-accepted-simple",
            language,
            name=patron.addressee,
            user_id=patron.user_id,
            days=15,
            login="https://library.example/login",
        )
        back = message_from_bytes(mail.as_bytes(), policy=policy.default)
        assert patron.addressee in back.get_content()


class TestNames:
    @pytest.mark.parametrize(("family", "given"), NAMES_IN_JAPAN)
    def test_of_people_in_japan(self, family, given):
        values = JAPAN | {"family_name": family, "given_name": given}
        assert check(values, VARIANTS[LivesIn.JAPAN]) == {}
        pass_through(values, VARIANTS[LivesIn.JAPAN])

    @pytest.mark.parametrize(("family", "given"), NAMES_ABROAD)
    def test_of_people_abroad(self, family, given):
        values = OVERSEAS | {"family_name": family, "given_name": given}
        assert check(values, VARIANTS[LivesIn.OVERSEAS]) == {}
        pass_through(values, VARIANTS[LivesIn.OVERSEAS])

    @pytest.mark.parametrize("lives_in", LivesIn)
    def test_of_one_part(self, lives_in):
        values = FORMS[lives_in] | {"given_name": "", "given_kana": ""}
        assert "given_name" in check(values, VARIANTS[lives_in])
        values["single_name"] = True
        assert check(values, VARIANTS[lives_in]) == {}
        patron = pass_through(values, VARIANTS[lives_in])
        assert patron.full_name == values["family_name"]

    def test_found_without_its_marks(self):
        values = OVERSEAS | {"family_name": "O’Brien-Sørensen", "given_name": "José"}
        patron = pass_through(values, VARIANTS[LivesIn.OVERSEAS])
        directory = PatronDirectory()
        directory.add(patron)
        for text in ("OBrien", "o'brien sørensen", "Jose O", "ＪＯＳＥ"):
            assert directory.search(text) == [patron]


class TestAnything:
    @FEW
    @given(st.data(), st.sampled_from(LivesIn))
    def test_is_refused_in_words_or_kept_whole(self, data, lives_in):
        variant, values = VARIANTS[lives_in], dict(FORMS[lives_in])
        texts = ["family_name", "given_name", "postal_code", "street", "phone"]
        texts += {"family_kana", "given_kana", "city", "building"} & values.keys()
        for name in data.draw(st.sets(st.sampled_from(sorted(texts)))):
            values[name] = data.draw(typed, label=name)
        values["birth_date"] = data.draw(
            st.one_of(st.just(values["birth_date"]), st.dates())
        )
        for box in ("single_name", "no_building", "no_phone", "phone_is_fax"):
            if box in values:
                values[box] = data.draw(st.just(values[box]) | st.booleans())
        if check(values, variant) == {}:
            pass_through(values, variant)

    @FEW
    @given(typed, typed)
    def test_password(self, password, again):
        values = JAPAN | {"password": password, "password_again": again}
        problems = check(values, VARIANTS[LivesIn.JAPAN])
        assert problems.keys() <= {"password", "password_again"}
        assert bool(problems) or password == again

    @FEW
    @given(st.sampled_from([term.value for term in COUNTRIES]), typed)
    def test_phone_of_any_country(self, country, phone):
        values = OVERSEAS | {"country": country, "phone": phone}
        if check(values, VARIANTS[LivesIn.OVERSEAS]) == {}:
            patron = pass_through(values, VARIANTS[LivesIn.OVERSEAS])
            assert phone_row(patron)[1].startswith("+")

    @FEW
    @given(st.sampled_from([term.value for term in PREFECTURES]), typed, typed)
    def test_address_in_any_prefecture(self, region, city, street):
        values = JAPAN | {"region": region, "city": city, "street": street}
        if check(values, VARIANTS[LivesIn.JAPAN]) == {}:
            pass_through(values, VARIANTS[LivesIn.JAPAN])
