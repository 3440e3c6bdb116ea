from ...visitor import message_of
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from plone import api
from transaction import commit

import pytest


@pytest.fixture
def editor(log_in):
    return log_in("editor")


@pytest.fixture
def application_of_nobody(site, application, applicant):
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username=applicant.user_id)
    commit()
    return application


@pytest.mark.usefixtures("application_of_nobody")
class TestPatronIsGone:
    def test_nothing_is_left_to_be_decided(self, editor, path):
        number = path.rpartition("/")[2]
        assert number not in editor.get("registration-desk").text
        assert number in editor.get("registration-desk?state=withdrawn").text

    def test_the_page_says_why_it_is_empty(self, editor, path):
        text = editor.get(path).text
        assert "This patron is no longer registered." in text
        assert "The declared data have been erased." in text
        assert "The pictures have been erased." in text
        for gone in ("国立", "花子", "03-1234-5678", "永田町"):
            assert gone not in text

    @pytest.mark.parametrize("page", ["decide?step=verify", "decline"])
    def test_old_addresses_still_answer(self, editor, path, page):
        assert editor.get(f"{path}/{page}").status_code == 200


class TestPatronGoesWhileThePageIsOpen:
    def test_verify_is_refused_in_words(self, request, editor, path, application):
        page = f"{path}/decide"
        editor.get(f"{page}?step=verify")
        request.getfixturevalue("application_of_nobody")
        answer = editor.submit(f"{page}?step=verify", page, step="verify")
        assert "no longer registered" in message_of(answer)
        assert "has been verified" not in answer.text
        assert state_of(application) is State.WITHDRAWN
