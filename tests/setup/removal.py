"""Removal as managers do it: over HTTP, on a site in use."""

from ..staff import add_staff
from ..staff import LATER
from ..staff import log_in
from ..staff import STAFF_PASSWORD
from ..staff import stored
from ..staff import switch_on
from ..visitor import message_of
from ..visitor import token_for
from io import BytesIO
from ndl.registration.config import PLUGIN_ID
from ndl.registration.controlpanels.removal import OPEN_AGAIN
from ndl.registration.documents.accept import accept_picture
from ndl.registration.pas.plugin import INTERFACES
from ndl.registration.reading.hints import Hint
from ndl.registration.reading.hints import Hints
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.registration.guidance import set_texts
from ndl.registration.registration.terms import get_terms
from ndl.registration.registration.terms import publish_terms
from ndl.registration.review.desk import get_desk
from ndl.registration.review.filters import Filters
from ndl.registration.review.queue import find_page
from ndl.registration.review.states import State
from ndl.registration.review.submit import submit_application
from ndl.registration.settings import settings
from ndl.registration.setuphandlers.before import roles_of
from ndl.registration.setuphandlers.kept import KEPT
from ndl.registration.setuphandlers.stores import unregister_stores
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from PIL import Image
from plone import api
from plone.app.testing import applyProfile
from Products.GenericSetup.tool import SetupTool
from Products.GenericSetup.tool import UNKNOWN
from transaction import abort
from transaction import commit
from zope.annotation.interfaces import IAnnotations
from zope.component import queryUtility

import pytest
import time_machine


PROFILE = "ndl.registration:default"
UNINSTALL = "profile-ndl.registration:uninstall"
JSON = {"Accept": "application/json"}
REVIEW = "ndl.registration: Review Applications"


@pytest.fixture
def manager(site):
    return add_staff("manager", roles=("Member", "Manager"))


@pytest.fixture
def used(site, patron):
    """A site with patron, application, terms, texts, settings and editor."""
    add_staff("editor", editor=True)
    data = BytesIO()
    Image.new("RGB", (400, 300)).save(data, "JPEG")
    pictures = [accept_picture(data.getvalue())]
    application = submit_application(patron, pictures, "passport")
    application.ensure_reading().keep(HINTS)
    publish_terms({"en": "<p>Ours</p>", "ja": "<p>規約</p>"}, True, "1")
    set_texts({("start", "en"): "<p>Welcome</p>"})
    settings().review_days = 7
    settings().contact = "desk@example.org"
    site.manage_permission(REVIEW, roles=["Manager", "Reviewer"], acquire=0)
    commit()
    return site


HINTS = Hints((Hint(Item.NAME, Outcome.FOUND, "国立花子"),))


def by_page(visitor):
    return visitor.post(
        "uninstall_products",
        data={
            "uninstall_product": "ndl.registration",
            "_authenticator": token_for(visitor),
        },
    )


def by_rest(visitor):
    return visitor.post("@addons/ndl.registration/uninstall", json={}, headers=JSON)


def by_setup_tool(visitor):
    return visitor.post(
        "portal_setup/manage_importAllSteps",
        data={"context_id": UNINSTALL, "_authenticator": token_for(visitor)},
    )


WAYS = [by_page, by_rest, by_setup_tool]


def is_removed(site):
    abort()
    return (
        queryUtility(IPatronDirectory) is None
        and site.portal_setup.getLastVersionForProfile(PROFILE) == UNKNOWN
        and "RegistrationDesk" not in site.portal_types
    )


def is_whole(site):
    abort()
    plugins = site.acl_users.plugins
    return (
        queryUtility(IPatronDirectory) is not None
        and all(PLUGIN_ID in plugins.listPluginIds(i) for i in INTERFACES)
        and site.portal_setup.getLastVersionForProfile(PROFILE) != UNKNOWN
        and "RegistrationDesk" in site.portal_types
        and stored("review_days") == 7
    )


def install(visitor):
    response = visitor.post("@addons/ndl.registration/install", json={}, headers=JSON)
    assert response.status_code == 204, response.text
    abort()


def log_in_without_us(visit):
    """A manager's visitor on a site from which the add-on was removed."""
    visitor = visit()
    fields = {"__ac_name": "manager", "__ac_password": STAFF_PASSWORD}
    visitor.post("login", data=fields | {"buttons.login": "Log in"})
    assert visitor.who() == "manager"
    return visitor


def log_in_with_us(visit):
    visitor = visit()
    visitor.log_in("manager", STAFF_PASSWORD)
    assert visitor.who() == "manager"
    return visitor


class Removal:
    """Tests that run on each kind of site."""

    @pytest.mark.parametrize("remove", WAYS)
    def test_keeps_what_people_entered_twice_in_a_row(
        self, remove, used, visit, manager, patron
    ):
        for _round in range(2):
            response = remove(log_in_with_us(visit))
            assert response.status_code in (200, 204), response.text
            assert is_removed(used)
            assert patron.user_id in used.acl_users[PLUGIN_ID].store(IPatronDirectory)
            install(log_in_without_us(visit))
            self.check_all_is_back(used, patron)

    def check_all_is_back(self, site, patron):
        assert stored("review_days") == 7
        assert stored("contact") == "desk@example.org"
        assert stored("guidance.texts") == {"start.en": "<p>Welcome</p>"}
        assert get_terms().current.version == "2"
        assert roles_of(site, REVIEW) == (["Manager", "Reviewer"], 0)
        assert api.user.get(userid=patron.user_id)
        (found,) = find_page(Filters(state=State.SUBMITTED)).entries
        assert found.user_id == patron.user_id
        assert get_desk()[found.number].reading.hints() == HINTS
        assert "Registration Editor" in api.user.get_roles("editor")
        assert KEPT not in IAnnotations(site)

    @pytest.mark.parametrize("remove", WAYS)
    def test_by_a_manager_who_logs_in_with_a_code(
        self, remove, used, visit, manager, mails
    ):
        switch_on()
        with time_machine.travel(LATER, tick=False):
            visitor = visit()
            log_in(visitor, mails, manager)
            response = remove(visitor)
        assert response.status_code in (200, 204), response.text
        assert is_removed(used)
        install(log_in_without_us(visit))
        assert stored("staff_code")

    @pytest.mark.parametrize("remove", WAYS)
    def test_asks_for_a_fresh_code_before_anything_is_done(
        self, remove, used, visit, manager, mails
    ):
        switch_on()
        with time_machine.travel(LATER, tick=False) as clock:
            visitor = visit()
            log_in(visitor, mails, manager)
            clock.shift(600)
            response = remove(visitor)
        assert response.status_code == 403 or "/login?again=1" in response.url
        assert is_whole(used)

    @pytest.mark.parametrize("remove", WAYS)
    @pytest.mark.parametrize("step", ["actions", "typeinfo", "workflow"])
    def test_that_breaks_off_changes_nothing(
        self, remove, step, used, visit, manager, monkeypatch
    ):
        visitor = log_in_with_us(visit)
        run = SetupTool._doRunImportStep

        def break_off(tool, step_id, context):
            if step_id == step:
                raise OSError("the disk is full")
            return run(tool, step_id, context)

        with monkeypatch.context() as broken:
            broken.setattr(SetupTool, "_doRunImportStep", break_off)
            remove(visitor)
        assert is_whole(used)
        log_in_with_us(visit)

    def test_of_half_a_site_is_finished(self, used, visit, manager, patron):
        """An earlier version could leave this state when its removal failed."""
        unregister_stores(used)
        for interface in INTERFACES:
            used.acl_users.plugins.deactivatePlugin(interface, PLUGIN_ID)
        commit()
        applyProfile(used, "ndl.registration:uninstall")
        commit()
        assert is_removed(used)
        install(log_in_without_us(visit))
        assert api.user.get(userid=patron.user_id)

    def test_is_announced_and_told(self, used, visit, manager):
        visitor = log_in_with_us(visit)
        page = visitor.get("prefs_install_products_form")
        assert "Before you uninstall ndl.registration" in message_of(page)
        response = by_page(visitor)
        assert OPEN_AGAIN in message_of(response)

    def test_forgets_settings_when_asked_to(self, used, visit, manager, patron):
        by_page(log_in_with_us(visit))
        abort()
        applyProfile(used, "ndl.registration:forget")
        commit()
        install(log_in_without_us(visit))
        assert stored("review_days") == 15
        assert stored("guidance.texts") == {}
        assert api.user.get(userid=patron.user_id)

    def test_does_not_forget_what_is_in_use(self, used):
        with pytest.raises(ValueError, match="Remove ndl"):
            applyProfile(used, "ndl.registration:forget")
