from .desk.conftest import applicant
from .desk.conftest import log_in
from .desk.conftest import staff
from datetime import date
from lxml import html
from ndl.registration.settings import settings
from transaction import commit

import pytest


__all__ = ["applicant", "log_in", "staff"]


@pytest.fixture
def words(log_in, applicant):
    """The text of My Account, in the language asked for."""

    def read(language="en"):
        visitor = log_in(applicant.user_id)
        visitor.cookies.set("I18N_LANGUAGE", language)
        tree = html.fromstring(visitor.get("my-account").text)
        return " ".join(tree.cssselect("#content")[0].text_content().split())

    return read


class TestExpiration:
    @pytest.mark.parametrize(
        ("language", "day"), [("en", "January 31, 2031"), ("ja", "2031年1月31日")]
    )
    def test_is_told_in_words(self, words, applicant, language, day):
        applicant.end_after(date(2031, 1, 31))
        commit()
        assert day in words(language)

    def test_follows_the_settings(self, words):
        assert "extends it to 3 years from that day" in words()
        settings().validity_years = 5
        commit()
        assert "extends it to 5 years from that day" in words()
        assert "5年後まで" in words("ja")
