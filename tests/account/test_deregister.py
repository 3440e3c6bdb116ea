from io import BytesIO
from ndl.registration.account.deregister import deregister
from ndl.registration.documents.accept import accept_picture
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.decide import claim
from ndl.registration.review.decide import verify
from ndl.registration.review.errors import PatronGone
from ndl.registration.review.errors import StalePage
from ndl.registration.review.queue import applications_of
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.review.submit import submit_application
from PIL import Image
from plone import api

import pytest
import transaction


def pictures():
    target = BytesIO()
    Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
    return [accept_picture(target.getvalue())]


@pytest.fixture
def editor(portal):
    api.user.create(email="e@ndl.example", username="editor", password="Kawabe-4711-x")
    api.user.grant_roles(username="editor", roles=["Registration Editor"])


@pytest.fixture
def reviewed(portal, patron, editor):
    """The ID of a patron whose application is being checked."""
    application = submit_application(patron, pictures())
    with api.env.adopt_user("editor"):
        claim(application, token_of(application))
    transaction.commit()
    return patron.user_id


def end(user_id, password):
    return lambda: deregister(get_directory()[user_id], password)


def approve(user_id):
    (application,) = applications_of(user_id)
    with api.env.adopt_user("editor"):
        verify(application, token_of(application))


class TestWhileAnEditorVerifies:
    def test_one_of_both_has_to_begin_again(self, at_once, reviewed, password, mails):
        came = at_once(end(reviewed, password), lambda: approve(reviewed))
        assert sorted(came) == ["conflict", "done"]
        transaction.abort()
        is_gone = reviewed not in get_directory()
        (application,) = applications_of(reviewed)
        assert is_gone is (came == ["done", "conflict"])
        assert state_of(application) == (State.WITHDRAWN if is_gone else State.VERIFIED)

    def test_the_editor_is_told_that_the_patron_is_gone(self, reviewed, password):
        (application,) = applications_of(reviewed)
        seen = token_of(application)
        deregister(get_directory()[reviewed], password)
        with (
            api.env.adopt_user("editor"),
            pytest.raises((PatronGone, StalePage)),
        ):
            verify(application, seen)
        assert state_of(application) == State.WITHDRAWN

    def test_a_verified_application_stays_so(self, reviewed, password, mails):
        approve(reviewed)
        deregister(get_directory()[reviewed], password)
        (application,) = applications_of(reviewed)
        assert state_of(application) == State.VERIFIED
        assert application.pictures_held() == ()


class TestAtTheSameTime:
    def test_an_application_is_not_left_behind(self, at_once, patron, password, mails):
        user_id = patron.user_id

        def submit():
            owner = get_directory()[user_id]
            owner._p_changed = True
            submit_application(owner, pictures())

        came = at_once(end(user_id, password), submit)
        assert sorted(came) == ["conflict", "done"]

    def test_a_second_time_mails_once(self, at_once, patron, password, mails):
        came = at_once(*[end(patron.user_id, password)] * 3)
        assert sorted(came) == ["conflict", "conflict", "done"]
        assert len(mails) == 1


class TestWithoutMail:
    def test_server_nothing_ends(self, patron, password):
        registry = api.portal.get_tool("portal_registry")
        registry["plone.email_from_address"] = None
        with pytest.raises(MailNotConfigured):
            deregister(patron, password)
        assert patron.user_id in get_directory()

    def test_address_it_ends_without_a_mail(self, patron, password, mails):
        get_directory().change_email(patron, "")
        deregister(patron, password)
        transaction.commit()
        assert patron.user_id not in get_directory()
        assert len(mails) == 0
