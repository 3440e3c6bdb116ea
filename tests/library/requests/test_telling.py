from .conftest import COPY
from ndl.registration.library.requests import handle
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.settings import settings
from transaction import commit

import pytest


@pytest.fixture
def made(functional_portal, make_patron, mails):
    settings().public_url = "https://library.example"
    made = place_request(make_patron(), "remote-photoduplication", COPY)
    commit()
    return made


def test_mails_leave_at_the_states_of_the_setting(made, staff, mails):
    handle.take_step(made, RequestStep.ACCEPT, made.mark)
    handle.take_step(made, RequestStep.SHIP, made.mark)
    commit()
    handle.write_to_patron(made, "Please pay.", made.mark)
    handle.note_call(made, "Will pay tomorrow.", made.mark)
    commit()
    first, shipped, written = (mail.get_content() for mail in mails)
    assert "発送済み" in shipped
    for text in (first, shipped, written):
        assert f"my-request?request={made.request_id}" in text
        # Whoever reads the mailbox does not learn what was asked for.
        assert "みだれ髪" not in text
        assert "Please pay" not in text
    settings().request_mail_states = ()
    handle.take_step(made, RequestStep.FINISH, made.mark)
    commit()
    assert len(mails) == 3
