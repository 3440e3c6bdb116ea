from .typed import TABLE
from hypothesis import given
from hypothesis import strategies as st
from ndl.registration import folding
from ndl.registration.declaration import constraints
from ndl.registration.declaration.dates import parse_date
from ndl.registration.declaration.fold import parse_address
from ndl.registration.declaration.fold import parse_foreign_postal_code
from ndl.registration.declaration.fold import parse_phone
from ndl.registration.declaration.names import parse_kana
from ndl.registration.declaration.names import parse_latin_name
from ndl.registration.folding import fold_code
from ndl.registration.folding import fold_login
from ndl.registration.folding import fold_text
from ndl.registration.folding import fold_user_id
from ndl.registration.folding import is_writable
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.residence import normalize_postal_code

import pytest


def plain_text(text):
    assert constraints.plain_text(text)
    return fold_text(text)


READERS = {
    "phone": lambda text: parse_phone(text, "JP"),
    "postal_code": normalize_postal_code,
    "birth_date": parse_date,
    "foreign_postal_code": parse_foreign_postal_code,
    "user_id": fold_user_id,
    "code": fold_code,
    "family_name": plain_text,
    "city": plain_text,
    "street": plain_text,
    "building": plain_text,
    "family_kana": parse_kana,
    "latin_name": parse_latin_name,
    "whole_address": parse_address,
    "email": parse_email,
}
# Each is another character once it has been normalised.
LOST = "神福塚隆都海﨑郞靖祥諸逸\uf9dc\ufa1b\U0002f804\u2f00\u2f2d㍻㈱Å"


@pytest.mark.usefixtures("portal")
class TestEachField:
    @pytest.mark.parametrize("kind", READERS)
    def test_reads_what_keyboards_and_documents_make_of_it(self, kind):
        read = READERS[kind]
        samples = [(plain, typed) for k, plain, typed in TABLE if k == kind]
        assert len(samples) > 40
        wrong = [ascii(typed) for plain, typed in samples if read(typed) != read(plain)]
        assert not wrong

    @pytest.mark.parametrize(
        "typed", ["090一1234一5678", "090ㅡ1234ㅡ5678", "〶 090ｰ1234ｰ5678"]
    )
    def test_dashes_of_handwriting_and_of_other_keyboards(self, typed):
        assert parse_phone(typed, "JP") == "+819012345678"

    @pytest.mark.parametrize("typed", ["03-1234-5678〜9", "03-1234-5678～9"])
    def test_a_range_of_numbers_is_no_number(self, typed):
        with pytest.raises(ValueError, match="03"):
            parse_phone(typed, "JP")


class TestText:
    @pytest.mark.parametrize("character", LOST)
    def test_keeps_characters_that_a_normal_form_exchanges(self, character):
        assert fold_text(f"{character}田") == f"{character}田"

    @pytest.mark.parametrize(
        "text",
        [
            "髙橋",
            "葛\U000e0100城",
            "𠮷野",
            "\U000323b0\U0002ebf0\U00031350",
            "Jose\u0301",
            "か\u3099",
            "می\u200cخواهم",
            "क्\u200dष",
            "O’Brien",
            "ㇰㇷ\u309a",
        ],
    )
    def test_keeps_names_as_they_are(self, text):
        assert fold_text(text) == text
        assert is_writable(text)

    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("ﾔﾏﾀﾞ ﾊﾟｰｸ", "ヤマダ パーク"),
            ("カﾞ", "ガ"),
            ("国立\u3000太郎", "国立 太郎"),
            ("a\nb", "a b"),
            ("a\u202eb", "ab"),
            ("Ann\u200dLee", "AnnLee"),
            ("\u200b\u3164", ""),
        ],
    )
    def test_folds_nothing_else(self, typed, stored):
        assert fold_text(typed) == stored

    @pytest.mark.parametrize("text", ["\ue000", "\uffff", "a\ufdd0", "\U0010ffff"])
    def test_characters_that_others_cannot_read(self, text):
        assert not is_writable(text)

    @pytest.mark.parametrize(
        "name", [name for name in vars(folding) if name.startswith("fold_")]
    )
    @given(st.text(max_size=50))
    def test_folding_twice_changes_nothing(self, name, text):
        fold = getattr(folding, name)
        assert fold(fold(text)) == fold(text)


def test_login_name_of_staff_loses_only_what_nobody_sees():
    assert fold_login(" \u2066Editor.Ａ\u200b\u2069 ") == "Editor.Ａ"
