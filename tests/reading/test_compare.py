from .people import abroad
from .people import HOME
from .people import ON
from .people import person
from .people import read
from dataclasses import replace
from datetime import date
from ndl.registration.reading.compare import compare
from ndl.registration.reading.hints import Box
from ndl.registration.reading.hints import Hints
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.reading.mrz import check_digit

import pytest


FOUND, SIMILAR, MISSING = Outcome.FOUND, Outcome.SIMILAR, Outcome.MISSING


def hints(*texts, of=None):
    return {hint.item: hint for hint in compare(texts, of or person(), ON)}


def outcome(item, *lines, of=None):
    return hints(read(*lines), of=of)[item].outcome


class TestNames:
    @pytest.mark.parametrize(
        "line", ["氏名申請 桜", "se 申請　桜", "申 請_桜", "氏名 桜 申請"]
    )
    def test_are_found_whatever_stands_between(self, line):
        assert outcome(Item.NAME, line) is FOUND

    def test_over_two_lines_have_two_boxes(self):
        found = hints(read("氏名 申請", "桜"))[Item.NAME]
        assert found.boxes == (Box(1, 0.03, 0, 0.05, 0.01), Box(1, 0, 0.01, 0.01, 0.02))

    def test_of_others_are_missing(self):
        assert outcome(Item.NAME, "氏名 待機 健") is MISSING

    def test_a_misread_letter_is_similar_and_told(self):
        found = hints(read("氏名 申請様"))[Item.NAME]
        assert (found.outcome, found.read) == (SIMILAR, "申請様")

    def test_of_two_letters_are_never_similar(self):
        short = person(family_name="林", given_name="健")
        assert outcome(Item.NAME, "氏名 森健", of=short) is MISSING

    @pytest.mark.parametrize(
        "lines",
        [
            ("Surname", "ERIKSSON", "Given names", "ANNA MARIA"),
            ("Anna María Eriksson",),
            ("ERIKS SON, ANNAMARIA",),
        ],
    )
    def test_in_latin_letters_need_no_order_case_or_accents(self, lines):
        assert outcome(Item.NAME, *lines, of=abroad()) is FOUND

    def test_in_latin_letters_are_whole_words(self):
        short = abroad(family_name="Li", given_name="An")
        assert outcome(Item.NAME, "ALIEN ANSWER", of=short) is MISSING

    def test_without_kana_say_nothing_of_them(self):
        assert Item.KANA not in hints(read("x"), of=abroad())

    @pytest.mark.parametrize("line", ["シンセイ サクラ", "しんせい さくら", "ｼﾝｾｲ ｻｸﾗ"])
    def test_are_read_in_any_kana(self, line):
        assert outcome(Item.KANA, line) is FOUND

    @pytest.mark.parametrize(
        ("kana", "line"),
        [
            (("オオノ", "ユウコ"), "ONO YUKO"),
            (("オオノ", "ヨウコ"), "OHNO YOHKO"),
            (("シンボ", "サクラ"), "SHIMBO, SAKURA"),
        ],
    )
    def test_kana_are_found_as_passports_write_them(self, kana, line):
        family, given = kana
        someone = person(family_kana=family, given_kana=given)
        assert outcome(Item.KANA, line, of=someone) is FOUND


class TestAddresses:
    @pytest.mark.parametrize(
        "lines",
        [
            ("住所 東京都千代田区永田町1-10-1",),
            ("東京都千代田区永田町１丁目１０番１号",),
            ("東京都千代田区永田町一丁目10番地1",),
            ("千代田区永田町1ー10−1",),
            ("東京都千代田区", "永田町1-10-1"),
        ],
    )
    def test_are_found_however_they_are_written(self, lines):
        assert outcome(Item.ADDRESS, *lines) is FOUND

    @pytest.mark.parametrize(
        "line",
        [
            "東京都千代田区永田町1-10-11",
            "東京都千代田区永田町1-10-1-203",
            "東京都千代田区永田町1-10-2",
            "東京都千代田区永田町1-1-1",
            "京都府相楽郡精華町精華台8-1-3",
        ],
    )
    def test_other_numbers_are_other_addresses(self, line):
        assert outcome(Item.ADDRESS, line) is MISSING

    def test_a_misread_letter_is_similar(self):
        found = hints(read("住所 東京都二代田区永田町1-10-1"))[Item.ADDRESS]
        assert found.outcome is SIMILAR
        assert found.read == "東京都二代田区永田町1-10-1"

    def test_with_a_building(self):
        home = replace(HOME, building="議事堂ハイツ203")
        someone = person(residence=home)
        line = "東京都千代田区永田町1-10-1"
        assert outcome(Item.ADDRESS, f"{line} 議事堂ハイツ203", of=someone) is FOUND
        assert outcome(Item.ADDRESS, line, of=someone) is FOUND

    def test_abroad(self):
        assert outcome(Item.ADDRESS, "STORGATAN 1 UPPSALA", of=abroad()) is FOUND
        assert outcome(Item.ADDRESS, "STORGATEN 1 UPPSALA", of=abroad()) is SIMILAR
        assert outcome(Item.ADDRESS, "KUNGSGATAN 5 LUND", of=abroad()) is MISSING


class TestDates:
    @pytest.mark.parametrize(
        "line",
        [
            "昭和60年4月1日生",
            "昭和 60年 4月 1日 生",
            "昭和６０年０４月０１日",
            "S60.4.1",
            "1985年4月1日",
            "1985/04/01",
            "生年月日 1985.04.01",
            "01 APR 1985",
            "01 APR/AVR 1985",
            "April 1, 1985",
            "1/4/1985",
            "04/01/1985",
        ],
    )
    def test_of_birth_are_found(self, line):
        found = hints(read(line))[Item.BIRTH_DATE]
        assert found.outcome is FOUND
        assert date(1985, 4, 1) in (found.day, date(1985, 4, 1))

    @pytest.mark.parametrize(
        ("line", "day"),
        [
            ("明治45年7月29日生", date(1912, 7, 29)),
            ("大正元年7月30日生", date(1912, 7, 30)),
            ("平成元年1月8日生", date(1989, 1, 8)),
            ("令和2年2月29日生", date(2020, 2, 29)),
        ],
    )
    def test_of_all_eras(self, line, day):
        assert outcome(Item.BIRTH_DATE, line, of=person(birth_date=day)) is FOUND

    def test_another_day_of_birth_is_told(self):
        found = hints(read("昭和60年1月4日生"))[Item.BIRTH_DATE]
        assert (found.outcome, found.day) == (SIMILAR, date(1985, 1, 4))

    @pytest.mark.parametrize("line", ["昭和60年4月31日生", "1985年4月12日", "永田町"])
    def test_that_do_not_exist_or_are_others_are_missing(self, line):
        assert outcome(Item.BIRTH_DATE, line) is MISSING

    @pytest.mark.parametrize(
        ("lines", "day"),
        [
            (("令和11年05月01日まで有効",), date(2029, 5, 1)),
            (("交付 令和06年04月10日", "令和0O6年12月01日まで有効"), None),
            (("有効期限", "2030.3.31"), date(2030, 3, 31)),
            (("Date of expiry", "15 APR 2032"), date(2032, 4, 15)),
        ],
    )
    def test_of_expiry_are_told(self, lines, day):
        found = hints(read(*lines))[Item.EXPIRY]
        assert found.day == (day or date(2024, 12, 1))
        assert found.outcome is (FOUND if day else Outcome.PAST)

    def test_of_issue_are_none_of_expiry(self):
        assert outcome(Item.EXPIRY, "交付 令和06年04月10日") is MISSING


def passport(born="740812", expires="320415"):
    number = "L898902C3"
    number += check_digit(number)
    born += check_digit(born)
    expires += check_digit(expires)
    more = "ZE184226B<<<<<"
    more += check_digit(more)
    whole = check_digit(number + born + expires + more)
    return (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        f"{number}UTO{born}F{expires}{more}{whole}",
    )


class TestMachineReadableLines:
    def test_check_digits_are_those_of_the_standard(self):
        # The specimen in Doc 9303, part 4.
        assert passport(expires="120415")[1] == (
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
        )

    @pytest.mark.parametrize(
        "lines",
        [
            passport(expires="120415"),
            # Specimens of parts 5 and 6.
            (
                "I<UTOD231458907<<<<<<<<<<<<<<<",
                "7408122F1204159UTO<<<<<<<<<<<6",
                "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            ),
            (
                "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
                "D231458907UTO7408122F1204159<<<<<<<6",
            ),
        ],
    )
    def test_give_birth_expiry_and_names(self, lines):
        found = hints(read("UTOPIA", *lines), of=abroad())
        assert found[Item.MACHINE].outcome is FOUND
        assert found[Item.MACHINE].read == "ERIKSSON ANNA MARIA"
        assert found[Item.BIRTH_DATE].outcome is FOUND
        assert found[Item.EXPIRY].day == date(2012, 4, 15)
        assert found[Item.NAME].outcome is FOUND

    def test_a_wrong_digit_is_told_and_proves_nothing(self):
        first, second = passport()
        found = hints(read(first, second.replace("C3", "C8")), of=abroad())
        assert found[Item.MACHINE].outcome is Outcome.FAULTY
        assert found[Item.BIRTH_DATE].outcome is MISSING

    def test_letters_read_for_digits_are_set_right(self):
        first, second = passport()
        misread = second[:13] + second[13:27].replace("0", "O") + second[27:]
        assert hints(read(first, misread))[Item.MACHINE].outcome is FOUND

    def test_fillers_that_were_misread_or_lost_do_not_matter(self):
        first, second = passport()
        for line in (first[:-4] + "KKCL", first[:-2], first + "<"):
            assert hints(read(line, second))[Item.MACHINE].outcome is FOUND

    @pytest.mark.parametrize(
        ("born", "day"), [("850401", date(1985, 4, 1)), ("260401", date(2026, 4, 1))]
    )
    def test_years_have_two_digits(self, born, day):
        found = hints(read(*passport(born=born)), of=abroad(birth_date=day))
        assert found[Item.BIRTH_DATE].outcome is FOUND

    def test_day_in_the_past(self):
        found = hints(read(*passport(expires="200415")), of=abroad())
        assert found[Item.EXPIRY].outcome is Outcome.PAST

    def test_other_capitals_are_none(self):
        assert Item.MACHINE not in hints(read("A" * 44, "B" * 44, "<" * 44))


class TestHints:
    def test_the_best_of_all_readings_counts(self):
        found = hints(read("申請様"), read("申請桜", picture=2), read("x"))
        assert found[Item.NAME].boxes[0].picture == 2

    def test_are_kept_whole(self):
        found = compare([read("申請桜", "昭和60年4月1日生")], person(), ON)
        kept = Hints(found, (2,))
        assert Hints.from_bytes(kept.to_bytes()) == kept

    @pytest.mark.parametrize("lines", [(), ("",), ("<" * 5000,), ("1-" * 2000,)])
    def test_whatever_is_read_takes_no_time(self, lines):
        assert hints(read(*lines))[Item.NAME].outcome is MISSING
