from .conftest import BROWSER
from .conftest import has_password
from .conftest import log_in
from .conftest import NEW
from .conftest import OLD
from .conftest import token_in
from datetime import timedelta
from ndl.registration.events import AuditTag
from ndl.registration.login import attempts
from ndl.registration.login.sources import find_identity
from ndl.registration.patrons.directory import get_directory
from ndl.registration.recovery.password import set_password
from ndl.registration.recovery.reset_link import open_reset
from ndl.registration.recovery.reset_link import ResetLinkExpired
from ndl.registration.recovery.reset_link import ResetLinkInvalid
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal

import pytest


pytestmark = pytest.mark.usefixtures("public_url", "mails")


class TestLink:
    def test_opens_for_its_receiver(self, link, patron):
        assert open_reset(link).user_id == patron.user_id

    def test_looking_uses_nothing_up(self, link, patron):
        for _ in range(10):
            open_reset(link)
        set_password(link, NEW, NEW)
        assert has_password(patron, NEW)

    def test_shows_nothing_of_its_receiver(self, link, patron):
        assert patron.user_id not in link
        assert patron.email not in link

    def test_works_until_9_59(self, link, clock, patron):
        clock.shift(599)
        set_password(link, NEW, NEW)
        assert has_password(patron, NEW)

    def test_is_over_at_10_00(self, link, clock, patron):
        clock.shift(600)
        for use in (lambda: open_reset(link), lambda: set_password(link, NEW, NEW)):
            with pytest.raises(ResetLinkExpired):
                use()
        assert has_password(patron, OLD)

    def test_works_once(self, link, patron):
        set_password(link, NEW, NEW)
        with pytest.raises(ResetLinkInvalid):
            set_password(link, "Hasegawa-222-m", "Hasegawa-222-m")
        assert has_password(patron, NEW)

    def test_does_not_make_an_older_one_void(self, ask, link, patron):
        (mail,) = ask(patron.user_id, patron.email)
        assert open_reset(link) == open_reset(token_in(mail))

    def test_dies_with_the_use_of_another(self, ask, link, patron):
        (mail,) = ask(patron.user_id, patron.email)
        set_password(token_in(mail), NEW, NEW)
        with pytest.raises(ResetLinkInvalid):
            open_reset(link)

    def test_dies_with_a_login(self, link, patron):
        log_in(patron.user_id)
        with pytest.raises(ResetLinkInvalid):
            open_reset(link)

    def test_survives_a_login_that_is_not_finished(self, link, patron):
        attempts.begin(find_identity(patron.user_id), "email", BROWSER.user_agent)
        assert open_reset(link)

    def test_dies_with_another_password(self, link, patron):
        patron.set_password(patron.password.replace("$", "_"))
        with pytest.raises(ResetLinkInvalid):
            open_reset(link)

    def test_dies_with_another_address(self, link, patron):
        get_directory().change_email(patron, "new@example.org")
        with pytest.raises(ResetLinkInvalid):
            open_reset(link)

    def test_dies_with_the_registration(self, link, patron):
        get_directory().remove(patron.user_id)
        with pytest.raises(ResetLinkInvalid):
            set_password(link, NEW, NEW)

    def test_dies_with_expiry(self, link, clock, patron):
        patron.end_after(patron.valid_until - timedelta(days=4 * 366))
        with pytest.raises(ResetLinkInvalid):
            set_password(link, NEW, NEW)

    @pytest.mark.parametrize("purpose", sorted({*Purpose} - {Purpose.RESET}))
    def test_of_another_purpose_opens_nothing(self, patron, purpose):
        data = {"source": "patrons", "user_id": patron.user_id, "ground": ""}
        with pytest.raises(ResetLinkInvalid):
            open_reset(seal(purpose, data))

    @pytest.mark.parametrize("junk", ["", "x", "é", "A" * 9999, "\x00"])
    def test_that_is_none_is_refused(self, portal, junk):
        with pytest.raises(ResetLinkInvalid):
            open_reset(junk)

    def test_refusals_are_audited(self, link, clock, patron, audited):
        set_password(link, NEW, NEW)
        for token in (link, "x"):
            with pytest.raises(ResetLinkInvalid):
                open_reset(token)
        clock.shift(600)
        with pytest.raises(ResetLinkExpired):
            open_reset(link)
        refused = [e for e in audited if e.tag is AuditTag.RESET_LINK_REFUSED]
        assert [e.details["reason"] for e in refused] == [
            "used",
            "reset-link-invalid",
            "reset-link-expired",
        ]
        assert link not in repr(audited)
