"""Nobody decides the own application, whatever they change of their account."""

from ...visitor import message_of
from lxml import html
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.own_patrons import get_staff_patrons
from ndl.registration.review.recusals import get_recusals
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from transaction import commit

import pytest


JSON = {"Accept": "application/json"}
REFUSED = "You cannot decide on your own application."


@pytest.fixture
def applicant(applicant):
    commit()
    return applicant


@pytest.fixture
def editor(log_in):
    return log_in("editor")


@pytest.fixture
def held(site):
    def read(staff_id="editor"):
        site._p_jar.sync()
        return get_staff_patrons().patrons_of(staff_id)

    return read


def change_address(editor, path, applicant):
    """The way of the report: the address of the account, before and after."""
    for email in (applicant.email, "elsewhere@ndl.example"):
        answer = editor.patch("@users/editor", json={"email": email}, headers=JSON)
        assert answer.status_code == 204, answer.text


def enter_patron_id(editor, path, applicant):
    typed = f" {applicant.user_id.lower()} "
    editor.submit("registration-desk/own-patron-id", patron_id=typed)


@pytest.mark.parametrize("way", [change_address, enter_patron_id])
class TestOwnApplication:
    @pytest.fixture
    def state(self, editor, path, applicant, application, site, way):
        way(editor, path, applicant)

        def read():
            site._p_jar.sync()
            return state_of(application)

        return read

    @pytest.mark.parametrize("page", ["decide", "decline"])
    def test_is_refused_on_the_page(self, editor, path, state, page):
        fields = {"step": "verify", "reasons:list": "under-age"}
        response = editor.submit(
            f"{path}/{page}?step=verify", f"{path}/{page}", **fields
        )
        assert REFUSED in message_of(response)
        assert state() is State.SUBMITTED

    @pytest.mark.parametrize("step", ["claim", "verify", "decline"])
    def test_is_refused_over_rest(self, editor, path, state, step):
        body = {"reasons": ["under-age"]} if step == "decline" else {}
        answer = editor.post(f"{path}/@workflow/{step}", json=body, headers=JSON)
        assert answer.status_code == 403
        assert REFUSED in answer.text
        assert state() is State.SUBMITTED

    def test_is_refused_by_the_tool(self, editor, path, state):
        # Zope publishes the tool's methods.
        fields = {"ob": path, "action": "verify"}
        editor.post("portal_workflow/doActionFor", data=fields)
        editor.post(f"{path}/portal_workflow/doActionFor", data=fields)
        assert state() is State.SUBMITTED

    def test_offers_no_buttons(self, editor, path, state):
        tree = html.fromstring(editor.get(path).text)
        assert tree.cssselect("#ndl-steps")
        assert not tree.cssselect("#ndl-steps .btn")


class TestPersonCloseToTheEditor:
    def test_is_left_to_others_until_a_manager_takes_it_back(
        self, editor, log_in, path, applicant, application, site
    ):
        page, typed = "registration-desk/own-patron-id", applicant.user_id
        editor.submit(page, patron_id=typed, relation="close")
        assert typed in html.fromstring(editor.get(page).text).xpath(
            "//ul[@id='ndl-close']//code/text()"
        )
        response = editor.submit(path, f"{path}/decide", step="claim")
        assert "whose applications others decide" in message_of(response)
        answer = editor.post(f"{path}/@workflow/verify", json={}, headers=JSON)
        assert answer.json()["error"]["code"] == "conflict-of-interest"
        editor.post("portal_workflow/doActionFor", data={"ob": path, "action": "claim"})
        log_in("editor-b").submit(path, f"{path}/decide", step="claim")
        site._p_jar.sync()
        assert state_of(application) is State.IN_REVIEW
        fields = {"staff_id": "editor", "patron_id": typed, "relation": "close"}
        manager = log_in("manager")
        manager.submit("staff-patron-ids", **fields, change="unlink")
        site._p_jar.sync()
        assert get_recusals().patrons_of("editor") == ()
        manager.submit("staff-patron-ids", **fields, change="link")
        site._p_jar.sync()
        site.acl_users.userFolderDelUsers([typed])
        assert get_recusals().patrons_of("editor") == ()


class TestOwnPage:
    @pytest.fixture
    def page(self):
        return "registration-desk/own-patron-id"

    def test_keeps_what_is_not_known(self, editor, page, held, applicant):
        response = editor.submit(page, patron_id="E12345")
        assert "No patron has this user ID." in response.text
        tree = html.fromstring(response.text)
        (field,) = tree.cssselect("#patron_id")
        assert field.get("value") == "E12345"
        assert field.get("aria-describedby") == "patron_id-error"
        assert held() == ()

    @pytest.mark.parametrize("typed", ["", "'\"<script>", "\x00", "x" * 100_000])
    def test_odd_text(self, editor, page, held, typed):
        assert editor.submit(page, patron_id=typed).status_code == 200
        assert held() == ()

    def test_takes_nothing_back(self, editor, page, held, applicant):
        editor.submit(page, patron_id=applicant.user_id)
        editor.submit(page, patron_id=applicant.user_id, change="unlink")
        assert held() == (applicant.user_id,)

    def test_needs_the_token(self, editor, page, held, applicant):
        editor.post(page, data={"patron_id": applicant.user_id})
        assert held() == ()

    @pytest.mark.parametrize("who", ["", "member", "patron"])
    def test_is_for_staff(self, log_in, applicant, page, held, who):
        user_id = applicant.user_id if who == "patron" else who
        visitor = log_in(user_id)
        assert 'name="patron_id"' not in visitor.get(page).text
        visitor.post(page, data={"patron_id": applicant.user_id})
        assert held(user_id) == ()

    def test_in_japanese(self, editor, page):
        editor.cookies.set("I18N_LANGUAGE", "ja")
        assert "利用者" in editor.get(page).text


class TestPageOfManagers:
    @pytest.fixture
    def manager(self, log_in):
        return log_in("manager")

    def test_links_and_takes_back(self, manager, held, applicant):
        patron_id = applicant.user_id
        fields = {"staff_id": "editor", "patron_id": patron_id}
        manager.submit("staff-patron-ids", **fields, change="link")
        assert held() == (patron_id,)
        assert patron_id in manager.get("staff-patron-ids").text
        manager.submit("staff-patron-ids", **fields, change="unlink")
        assert held() == ()

    def test_does_not_take_back_the_own(self, manager, held, applicant):
        fields = {"staff_id": "manager", "patron_id": applicant.user_id}
        manager.submit("staff-patron-ids", **fields, change="link")
        response = manager.submit("staff-patron-ids", **fields, change="unlink")
        assert "Another manager" in message_of(response)
        assert held("manager") == (applicant.user_id,)

    @pytest.mark.parametrize("staff_id", ["", "nobody", "patron"])
    def test_account_that_is_none(self, manager, held, applicant, staff_id):
        staff_id = applicant.user_id if staff_id == "patron" else staff_id
        fields = {"staff_id": staff_id, "patron_id": applicant.user_id}
        response = manager.submit("staff-patron-ids", **fields, change="link")
        assert "No account of staff has this user ID." in response.text
        assert applicant.user_id in response.text
        assert held(staff_id) == ()

    def test_is_for_managers(self, log_in, manager, held, applicant):
        fields = {"staff_id": "editor", "patron_id": applicant.user_id}
        manager.submit("staff-patron-ids", **fields, change="link")
        editor = log_in("editor")
        assert 'name="staff_id"' not in editor.get("staff-patron-ids").text
        editor.post("staff-patron-ids", data=fields | {"change": "unlink"})
        assert held() == (applicant.user_id,)

    def test_a_patron_gone_is_linked_no_more(self, manager, held, applicant, site):
        fields = {"staff_id": "editor", "patron_id": applicant.user_id}
        manager.submit("staff-patron-ids", **fields, change="link")
        site._p_jar.sync()
        site.acl_users.userFolderDelUsers([applicant.user_id])
        commit()
        assert applicant.user_id not in get_directory()
        assert held() == ()
