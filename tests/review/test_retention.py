from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.stored import PictureErased
from ndl.registration.review import decide
from ndl.registration.review.retention import erase_due_pictures
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings

import pytest
import time_machine


pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def application(make_application, editor):
    return make_application()


class TestErasing:
    def test_so_many_days_after_the_decision(self, application):
        with time_machine.travel("2026-03-01T00:00:00Z", tick=False):
            decide.verify(application, token_of(application))
        with time_machine.travel("2026-03-30T23:59:59Z", tick=False):
            assert erase_due_pictures() == 0
        assert len(application.pictures_held()) == 1
        with time_machine.travel("2026-03-31T00:00:00Z", tick=False):
            assert erase_due_pictures() == 1
            assert erase_due_pictures() == 0
        assert application.pictures_held() == ()

    def test_never_before_a_decision(self, application):
        settings().picture_days = 0
        assert erase_due_pictures() == 0

    def test_leaves_no_bytes_behind(self, application):
        (picture,) = application.pictures_held()
        decide.withdraw(application)
        assert application.pictures_held() == ()
        with pytest.raises(PictureErased):
            picture.read()

    def test_forgets_forms_that_were_never_handed_in(self, portal, pictures):
        drafts = get_drafts()
        with time_machine.travel("2026-03-01T00:00:00Z", tick=False):
            kept = [KeptPicture("a.jpg", pictures[0])]
            for number in range(3):
                drafts.put(f"someone {number}", "secret", kept)
            (_owner, draft), *_others = drafts._drafts.items()
            assert drafts.forget_expired() == 0
            assert draft.blobs
        with time_machine.travel("2026-03-08T00:00:00Z", tick=False):
            assert drafts.forget_expired(limit=2) == 2
            assert drafts.forget_expired(limit=2) == 1
        assert (draft.blobs, draft.salt) == ((), b"")
        assert list(drafts._drafts.items()) == []

    def test_no_more_than_asked_at_once(self, make_application, editor):
        for number in range(3):
            made = make_application(email=f"p{number}@example.org")
            decide.verify(made, token_of(made))
        settings().picture_days = 0
        assert erase_due_pictures(limit=2) == 2
        assert erase_due_pictures(limit=2) == 1
