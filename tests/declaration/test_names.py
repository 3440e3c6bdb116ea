from hypothesis import given
from hypothesis import strategies as st
from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.declaration.names import fold_kana
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
            ("yamada", "ヤマダ"),
            ("ＹＡＭＡＤＡ　tarou", "ヤマダ タロウ"),
            ("shin'ichi", "シンイチ"),
            ("jun’ichirou", "ジュンイチロウ"),
            ("kennichi", "ケンイチ"),
            ("hattori", "ハットリ"),
            ("jo-ji", "ジョージ"),
        ],
    )
    def test_all_kinds_become_full_width_katakana(self, typed, stored):
        assert fold_kana(typed) == stored

    @pytest.mark.parametrize(
        "typed",
        ["山田", "Smith", "Ohlsson", "x", "", "-", "・", "ヤマダ<b>", "ヤマダ1"],
    )
    def test_anything_else_is_refused(self, typed):
        with pytest.raises(NotUnderstood):
            fold_kana(typed)

    @given(st.text(max_size=50))
    def test_folding_twice_changes_nothing(self, text):
        try:
            once = fold_kana(text)
        except NotUnderstood:
            return
        assert fold_kana(once) == once


class TestLatin:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("O’Brien", "O'Brien"),
            ("D`Souza", "D'Souza"),
            ("Jean‐Luc", "Jean-Luc"),
            ("Ｓｍｉｔｈ", "Smith"),
            ("Jose\u0301", "José"),
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
        ["山田", "Иван", "김", "John2", "<b>", "", "-", "'", "a\nb\x00", "John@x"],
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
