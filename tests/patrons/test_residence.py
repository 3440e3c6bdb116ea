from ndl.registration.patrons.residence import find_towns
from ndl.registration.patrons.residence import normalize_postal_code
from ndl.registration.patrons.residence import Town

import pytest
import re


class TestPostalCode:
    @pytest.mark.parametrize(
        "typed",
        [
            "1000014",
            "100-0014",
            "１００－００１４",
            "〒100-0014",
            "100 0014",
            "100ー0014",
        ],
    )
    def test_is_brought_to_one_form(self, typed):
        assert normalize_postal_code(typed) == "100-0014"

    @pytest.mark.parametrize(
        "typed", ["", "100", "10000145", "abc-defg", "-", "100--0014"]
    )
    def test_anything_else_is_refused(self, typed):
        with pytest.raises(ValueError, match=rf"{re.escape(typed)}$"):
            normalize_postal_code(typed)


class TestTowns:
    def test_of_an_ordinary_code(self):
        assert find_towns("100-0014") == (Town("東京都", "千代田区", "永田町"),)

    def test_of_a_business_code(self):
        assert find_towns("1008924") == (Town("東京都", "千代田区", "永田町1丁目10-1"),)

    def test_of_a_code_with_several_towns(self):
        towns = find_towns("4520961")
        assert len(towns) > 50
        assert {town.city for town in towns} == {"清須市"}

    def test_of_a_code_in_two_prefectures(self):
        assert {town.region for town in find_towns("4980000")} == {"愛知県", "三重県"}

    def test_of_an_unused_code(self):
        assert find_towns("0000000") == ()

    def test_of_a_range_gives_what_is_common(self):
        streets = {town.street for town in find_towns("0295502")}
        assert {"樺沢", "下前"} <= streets
        assert {town.street for town in find_towns("7614101")} == {""}
