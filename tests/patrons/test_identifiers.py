from itertools import pairwise
from ndl.registration.folding import fold_user_id
from ndl.registration.patrons.identifiers import new_user_id
from stdnum import damm

import pytest
import random
import re


class TestUserId:
    def test_is_the_letter_e_and_nine_digits(self):
        assert all(re.fullmatch(r"E\d{9}", new_user_id()) for _ in range(200))

    def test_end_in_a_check_digit(self):
        assert all(damm.is_valid(new_user_id()[1:]) for _ in range(200))

    def test_follow_no_sequence_and_no_seed(self):
        random.seed(1)
        first = [new_user_id() for _ in range(50)]
        random.seed(1)
        second = [new_user_id() for _ in range(50)]
        assert not set(first) & set(second)
        numbers = [int(user_id[1:9]) for user_id in first]
        steps = {b - a for a, b in pairwise(numbers)}
        assert len(steps) > 40

    @pytest.mark.parametrize(
        "typed",
        [
            "e123456784",
            " E123456784 ",
            "Ｅ１２３４５６７８４",
            "ｅ123456784",
            "E123 456 784",
        ],
    )
    def test_case_width_and_space_do_not_matter(self, typed):
        assert fold_user_id(typed) == "E123456784"
