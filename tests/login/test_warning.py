from ..visitor import code_in
from .conftest import AGENT
from .conftest import another
from .conftest import NOON
from ndl.registration.login.address import give_address
from ndl.registration.login.login import enter_password
from ndl.registration.login.second_step import enter_code
from transaction import commit

import pytest
import time_machine


SUBJECTS = {
    "en": "Wrong authentication codes for your user ID",
    "ja": "【国立国会図書館】認証コードの誤入力のお知らせ",
}


@pytest.fixture
def warnings(portal, monkeypatch):
    """The mails that were queued: to whom, which, in what language."""
    sent = []
    monkeypatch.setattr(
        "ndl.registration.login.owner.send_mail",
        lambda to, name, language, **values: sent.append((to, name, language, values)),
    )
    return sent


def fail(patron, password, codes, times=5):
    """A right password, and then wrong codes."""
    sent = enter_password(patron.user_id, password, AGENT)
    for _ in range(times):
        enter_code(sent.token, another(codes[-1]), AGENT)


class TestWarning:
    def test_one_mail_for_a_row_of_wrong_codes(self, patron, password, codes, warnings):
        fail(patron, password, codes)
        values = {"user_id": patron.user_id}
        assert warnings == [(patron.email, "wrong-codes", "ja", values)]

    def test_none_for_some_wrong_codes(self, patron, password, codes, warnings):
        fail(patron, password, codes, times=4)
        assert warnings == []

    def test_none_without_the_right_password(self, patron, warnings):
        for _ in range(20):
            enter_password(patron.user_id, "no", AGENT)
        assert warnings == []

    def test_once_a_day(self, patron, password, codes, warnings):
        with time_machine.travel(NOON, tick=False) as clock:
            for hours, mails in ((0, 1), (1, 1), (22, 1), (1, 2)):
                clock.shift(hours * 3600)
                fail(patron, password, codes)
                assert len(warnings) == mails

    def test_never_to_an_address_given_in_the_attempt(
        self, make_patron, password, codes, warnings
    ):
        patron = make_patron(email="")
        sent = enter_password(patron.user_id, password, AGENT)
        give_address(sent.token, "stranger@example.net", AGENT)
        for _ in range(5):
            enter_code(sent.token, another(codes[-1]), AGENT)
        assert codes
        assert warnings == []


class TestMail:
    @pytest.mark.parametrize("language", SUBJECTS)
    def test_names_the_user_id_and_no_code(
        self, site, visit, make_patron, password, mails, language
    ):
        patron = make_patron(language=language)
        commit()
        visitor = visit()
        visitor.log_in(patron.user_id, password)
        code = code_in(mails[-1])
        for _ in range(5):
            visitor.submit("login-code", code=another(code), enter="1")
        warning = mails[-1]
        assert warning["Subject"].startswith(SUBJECTS[language])
        assert warning["To"] == patron.email
        assert patron.user_id in warning.get_content()
        assert code not in warning.get_content()
        assert len(mails) == 2
