from collections import Counter
from ndl.registration.folding import fold_code
from ndl.registration.login.attempts import code_digest
from ndl.registration.login.attempts import is_code
from ndl.registration.login.attempts import new_code

import pytest
import random
import re


class TestCode:
    def test_has_six_digits_with_leading_zeros(self):
        drawn = [new_code() for _ in range(20_000)]
        assert all(re.fullmatch(r"\d{6}", code) for code in drawn)
        assert sum(code.startswith("0") for code in drawn) > 1_500

    def test_digits_are_spread_evenly(self):
        counts = Counter("".join(new_code() for _ in range(20_000)))
        assert all(11_000 < count < 13_000 for count in counts.values())

    def test_no_seed_has_a_say(self):
        random.seed(7)
        first = [new_code() for _ in range(10)]
        random.seed(7)
        assert first != [new_code() for _ in range(10)]

    @pytest.mark.parametrize(
        "typed", ["012345", " 012345\n", "012 345", "012-345", "０１２３４５"]
    )
    def test_paste_in_any_shape_is_understood(self, typed):
        assert fold_code(typed) == "012345"

    def test_digest_works_with_its_attempt_only(self):
        digest = code_digest("attempt", "012345")
        assert is_code("attempt", digest, "012345")
        assert not is_code("attempt", digest, "012346")
        assert not is_code("other", digest, "012345")
        assert b"012345" not in digest
