from ndl.registration.patrons.email import ascii_email
from ndl.registration.patrons.email import email_key
from ndl.registration.patrons.email import EmailInvalid
from ndl.registration.patrons.email import EmailNotAscii
from ndl.registration.patrons.email import mask_email
from ndl.registration.patrons.email import parse_email
from ndl.registration.settings import settings

import pytest


class TestEmail:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            (" Hanako@EXAMPLE.org ", "Hanako@example.org"),
            ("ｈａｎａｋｏ＠example.org", "hanako@example.org"),
            ("taro@日本語。jp", "taro@日本語.jp"),
            ("Taro@XN--WGV71A119E.jp", "Taro@日本語.jp"),
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
            "=?utf-8?q?hanako?=@example.org",
            "=?utf-8?b?aGFuYWtv?=@example.org",
            "＝？utf-8?q?hanako?=@example.org",
        ],
    )
    def test_bad_ones_are_refused(self, typed):
        with pytest.raises(EmailInvalid):
            parse_email(typed)

    @pytest.mark.parametrize(
        "email",
        [
            "a..b@docomo.ne.jp",
            "taro.@docomo.ne.jp",
            ".taro@ezweb.ne.jp",
            "a...-_b.@x9.ezweb.ne.jp",
        ],
    )
    def test_carriers_of_japan_have_dots_anywhere(self, portal, email):
        local, _, domain = email.partition("@")
        assert parse_email(email) == email
        assert parse_email(f'"{local}"@{domain}') == email
        assert ascii_email(email) == f'"{local}"@{domain}'
        assert parse_email(ascii_email(email)) == email
        for other in ("example.org", "notdocomo.ne.jp", "docomo.ne.jp.example"):
            with pytest.raises(EmailInvalid):
                parse_email(f"{local}@{other}")
        settings().stray_dot_domains = ()
        with pytest.raises(EmailInvalid):
            parse_email(email)
        assert ascii_email(email) == f'"{local}"@{domain}'

    @pytest.mark.parametrize(
        "typed",
        [
            "a b@docomo.ne.jp",
            "a@b@docomo.ne.jp",
            '"a b"@docomo.ne.jp',
            ".@docomo.ne.jp\nBcc: x",
            '"a"..b"@docomo.ne.jp',
            f"{'a.' * 40}@docomo.ne.jp",
            "@docomo.ne.jp",
            "..@docomo.ne.jp",
        ],
    )
    def test_carriers_have_nothing_else_of_their_own(self, portal, typed):
        with pytest.raises(EmailInvalid):
            parse_email(typed)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("taro@straße.de", "taro@strasse.de"),
            ("taro@βόλος.com", "taro@βόλοσ.com"),
            ("a.b@example.org", "ab@example.org"),
            ("a+b@example.org", "a@example.org"),
            ("a..b@docomo.ne.jp", "a.b@docomo.ne.jp"),
        ],
    )
    def test_two_addresses_stay_two(self, portal, one, other):
        assert email_key(parse_email(one)) != email_key(parse_email(other))

    @pytest.mark.parametrize(
        "typed",
        ["①@example.org", "ﬁ@example.org", "\u212aim@example.org", "ª@example.org"],
    )
    def test_characters_that_only_look_alike_are_not_exchanged(self, portal, typed):
        with pytest.raises(EmailNotAscii):
            parse_email(typed)

    def test_is_compared_without_case(self):
        assert email_key("Hanako@example.org") == email_key("hanako@example.org")

    def test_local_part_of_other_letters_is_told_from_other_faults(self):
        for typed in ("太郎@example.org", "太郎@日本語.jp", "josé@example.org"):
            with pytest.raises(EmailNotAscii):
                parse_email(typed)
        with pytest.raises(EmailInvalid) as caught:
            parse_email("太郎")
        assert not isinstance(caught.value, EmailNotAscii)

    def test_domain_is_written_to_in_punycode(self):
        assert ascii_email("Taro@日本語.jp") == "Taro@xn--wgv71a119e.jp"
        assert ascii_email("t@straße.de") == "t@xn--strae-oqa.de"

    @pytest.mark.parametrize("email", ["admin@localhost", "a@library.local"])
    def test_ascii_of_whatever_origin_is_written_to_as_it_is(self, email):
        assert ascii_email(email) == email

    def test_both_spellings_of_a_domain_are_one(self):
        key = email_key("taro@日本語.jp")
        assert email_key("TARO@XN--WGV71A119E.JP") == key
        assert key.startswith(email_key("taro@日"))
        assert email_key("taro@xn--") == "taro@xn--"

    def test_mask_shows_first_letters_only(self):
        assert mask_email("hanako@example.org") == "h*****@e***.org"
