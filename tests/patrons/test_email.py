from ndl.registration.patrons.email import email_key
from ndl.registration.patrons.email import mask_email
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.errors import EmailInvalid

import pytest


class TestEmail:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            (" Hanako@EXAMPLE.org ", "Hanako@example.org"),
            ("ｈａｎａｋｏ＠example.org", "hanako@example.org"),
        ],
    )
    def test_is_folded(self, typed, stored):
        assert parse_email(typed) == stored

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "hanako",
            "hanako@",
            "a@b",
            "a b@example.org",
            "a@example.org\nBcc: x@example.org",
            "a@example.org, b@example.org",
            "<a@example.org>",
            "a" * 300 + "@example.org",
        ],
    )
    def test_bad_ones_are_refused(self, typed):
        with pytest.raises(EmailInvalid):
            parse_email(typed)

    def test_is_compared_without_case(self):
        assert email_key("Hanako@example.org") == email_key("hanako@example.org")

    def test_mask_shows_first_letters_only(self):
        assert mask_email("hanako@example.org") == "h*****@e***.org"
