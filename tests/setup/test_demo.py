from ndl.registration.setuphandlers.demo import accounts
from pathlib import Path

import pytest


README = Path(__file__).parents[2] / "README.md"


class TestAccounts:
    @pytest.mark.parametrize("account", accounts(), ids=lambda row: row["login"])
    def test_are_named_in_the_readme(self, account):
        text = README.read_text(encoding="utf-8")
        assert f"`{account['login']}`" in text
        assert f"`{account['password']}`" in text
        if "@" in account["note"]:
            assert f"`{account['note']}`" in text
