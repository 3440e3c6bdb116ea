from hypothesis import given
from hypothesis import strategies as st
from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.declaration.names import offer_kana
from ndl.registration.declaration.names import parse_kana
from ndl.registration.declaration.names import parse_latin_name

import pytest


class TestKana:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("ﾔﾏﾀﾞ", "ヤマダ"),
            ("やまだ", "ヤマダ"),
            ("ヤマダ　タロウ", "ヤマダ タロウ"),
            ("じょーじ", "ジョージ"),
            ("ジョ-ジ", "ジョージ"),
            ("ゔぁん", "ヴァン"),
            ("メアリー・アン", "メアリー・アン"),
            ("か\u3099", "ガ"),
            ("ツ゜ﾄﾟ", "ツ\u309aト\u309a"),
            ("ㇷ\u309aウ゛ㇰㇿ", "ㇷ\u309aヴㇰㇿ"),
        ],
    )
    def test_all_kinds_become_full_width_katakana(self, typed, stored):
        assert parse_kana(typed) == stored

    @pytest.mark.parametrize(
        "typed",
        [
            "山田",
            "yamada",
            "Homma",
            "Smith",
            "Ohlsson",
            "x",
            "",
            "-",
            "・",
            "ヤマダ<b>",
            "ヤマダ1",
        ],
    )
    def test_anything_else_is_refused(self, typed):
        with pytest.raises(NotUnderstood):
            parse_kana(typed)

    @given(st.text(max_size=50))
    def test_folding_twice_changes_nothing(self, text):
        try:
            once = parse_kana(text)
        except NotUnderstood:
            return
        assert parse_kana(once) == once


class TestOffer:
    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            ("Homma", "ホンマ"),
            ("Kanno", "カンノ"),
            ("Jimmu", "ジンム"),
            ("yamada", "ヤマダ"),
            ("ＹＡＭＡＤＡ　tarou", "ヤマダ タロウ"),
            ("shin'ichi", "シンイチ"),
            ("jun’ichirou", "ジュンイチロウ"),
            ("shinn", "シン"),
            ("hatchi", "ハッチ"),
            ("hattori", "ハットリ"),
            ("jo-ji", "ジョージ"),
            ("Smith", ""),
            ("山田", ""),
            ("ヤマダ", ""),
            ("", ""),
        ],
    )
    def test_of_romaji(self, typed, offered):
        assert offer_kana(typed) == offered

    @given(st.text(max_size=50))
    def test_can_be_taken(self, text):
        offered = offer_kana(text)
        assert not offered or parse_kana(offered) == offered


class TestLatin:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("O’Brien", "O'Brien"),
            ("D`Souza", "D'Souza"),
            ("Jean‐Luc", "Jean-Luc"),
            ("Ｓｍｉｔｈ", "Smith"),
            ("Jose\u0301", "Jose\u0301"),
            ("  van   der Berg ", "van der Berg"),
            ("Nguyễn", "Nguyễn"),
            ("Þórðardóttir", "Þórðardóttir"),
            ("Kealiʻi", "Kealiʻi"),
            ("L·luís", "L·luís"),
            ("Martin Luther, Jr.", "Martin Luther, Jr."),
            ("Rajah s/o Kumar", "Rajah s/o Kumar"),
            ("M̧ajel", "M̧ajel"),
            ("O", "O"),
        ],
    )
    def test_names_of_the_world(self, typed, stored):
        assert parse_latin_name(typed) == stored

    @pytest.mark.parametrize(
        "typed",
        ["山田", "Иван", "김", "John2", "<b>", "", "-", "'", "John@x"],
    )
    def test_anything_else_is_refused(self, typed):
        with pytest.raises(NotUnderstood):
            parse_latin_name(typed)

    @given(st.text(max_size=60))
    def test_reading_twice_changes_nothing(self, text):
        try:
            once = parse_latin_name(text)
        except NotUnderstood:
            return
        assert parse_latin_name(once) == once
