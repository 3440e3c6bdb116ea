from ndl.registration.settings import IRegistrationSettings
from pathlib import Path
from zope.schema import getFieldNames

import pytest


PAGE = Path(__file__).parents[1] / "docs" / "reference" / "limits.md"
LIMITS = [n for n in getFieldNames(IRegistrationSettings) if n.startswith("limit_")]
ACCOUNT = [
    "password_failures",
    "code_tries",
    "code_failures_hour",
    "code_failures_day",
    "code_mails_hour",
    "resend_wait",
    "resend_limit",
    "reset_mails_hour",
    "voice_calls_hour",
    "voice_calls_day",
    "voice_numbers_hour",
]


class TestReference:
    @pytest.mark.parametrize("name", LIMITS + ACCOUNT)
    def test_names_each_limit_with_its_default(self, name):
        lines = PAGE.read_text(encoding="utf-8").splitlines()
        (row,) = [x for x in lines if x.startswith("| ") and f"`{name}`" in x]
        assert str(IRegistrationSettings[name].default) in row
