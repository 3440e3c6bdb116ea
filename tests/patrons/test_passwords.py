from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.passwords import needs_rehash
from ndl.registration.patrons.passwords import password_problems
from ndl.registration.patrons.passwords import verify_password
from ndl.registration.settings import settings
from zxcvbn.frequency_lists import FREQUENCY_LISTS

import pytest


GOOD = "Mizuumi-4711-b"
CONTEXT = ("E123456784", "hanako.yamada@example.org", "山田", "Hanako")


@pytest.fixture(autouse=True)
def site(portal):
    return portal


class TestHash:
    def test_is_argon2id_and_salted(self):
        first, second = hash_password(GOOD), hash_password(GOOD)
        assert first.startswith("$argon2id$")
        assert first != second
        assert GOOD not in first

    def test_only_exactly_the_same_text_verifies(self):
        stored = hash_password(GOOD)
        assert verify_password(stored, GOOD)
        for other in (GOOD.lower(), f" {GOOD}", f"{GOOD} ", f"{GOOD}x", GOOD[:-1], ""):
            assert not verify_password(stored, other)

    def test_is_renewed_when_the_parameters_change(self):
        stored = hash_password(GOOD)
        assert not needs_rehash(stored)
        settings().argon2_time = 2
        assert needs_rehash(stored)
        assert verify_password(stored, GOOD)

    def test_something_else_in_its_place_never_verifies(self):
        assert not verify_password("{SSHA}abc", GOOD)


class TestPolicy:
    def test_a_good_one_has_no_problem(self):
        assert password_problems(GOOD, CONTEXT) == []

    @pytest.mark.parametrize("length", range(60))
    def test_length_counts_code_points(self, length):
        password = ("k7-Wq2z!Rt9?xB4=mN8+pL5*vC3&dF6@hJ1#sG0" * 2)[:length]
        assert bool(password_problems(password)) is not (12 <= length <= 20)

    @pytest.mark.parametrize("symbol", list(r"!#&\@?-=*+"))
    def test_symbols_of_the_library_are_allowed(self, symbol):
        assert password_problems(f"Mizuumi4711b{symbol}") == []

    @pytest.mark.parametrize("other", [" ", "_", "%", "é", "あ", "１", "\n", "\x00"])
    def test_other_characters_are_refused(self, other):
        assert password_problems(f"Mizuumi4711b{other}")

    def test_needs_a_letter_and_a_digit(self):
        assert password_problems("mizuumimizuumi")
        assert password_problems("47114711471147")

    def test_common_ones_are_refused(self):
        fitting = [
            word
            for word in FREQUENCY_LISTS["passwords"]
            if 12 <= len(word) <= 20 and word.isalnum() and not word.isalpha()
        ]
        assert fitting
        assert all(password_problems(word) for word in fitting)
        assert password_problems("Password1234")
        assert password_problems("Sunshine2026!")

    @pytest.mark.parametrize(
        "password",
        [
            "E123456784ab",
            "Hanako-yamada-1",
            "yamada19800401",
            "ndl-library-2026",
            "Kokkai-toshokan1",
        ],
    )
    def test_those_made_of_known_words_are_refused(self, password):
        assert password_problems(password, CONTEXT)

    def test_a_known_word_among_enough_of_ones_own_is_fine(self):
        assert password_problems("Handle-with-7cats", CONTEXT) == []

    def test_huge_input_is_answered_at_once(self):
        assert password_problems("a1" * 50_000, CONTEXT)
