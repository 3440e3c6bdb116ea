from ndl.registration.patrons.directory import get_directory
from plone import api
from plone.app.testing import applyProfile
from transaction import abort
from transaction import commit

import pytest


PAGES = (
    "mail_password_form",
    "@@mail_password_form",
    "mail_password",
    "@@mail_password",
    "mail_password_response",
    "passwordreset",
    "@@passwordreset",
    "passwordreset/0123456789abcdef",
    "passwordreset/0123456789abcdef?userid=editor",
    "portal_registration/mail_password",
    "login-help",
    "@@login-help",
)
GONE = ("pwreset_form", "pwreset_finish", "requestpassword", "request-reset-password")
METHODS = (
    "portal_registration/mailPassword",
    "portal_registration/registeredNotify",
    "portal_registration/editMember",
    "portal_password_reset/requestReset",
    "portal_password_reset/resetPassword",
    "portal_password_reset/verifyKey",
    "portal_membership/setPassword",
    "acl_users/userSetPassword",
    "acl_users/ndl_registration/doChangeUser",
    "acl_users/source_users/updateUserPassword",
)


@pytest.fixture
def editor(site):
    user = api.user.create(
        username="editor", email="editor@example.org", password="Staff-secret-1"
    )
    commit()
    return user


class TestStockPages:
    def test_lead_to_ours(self, visitor, mails, subtests):
        for page in PAGES:
            with subtests.test(page=page):
                for response in (
                    visitor.get(page),
                    visitor.post(page, data={"userid": "x"}),
                ):
                    assert response.url == f"{visitor.url}/forgot-password"
                assert mails == []

    @pytest.mark.parametrize("page", GONE)
    def test_or_do_not_exist(self, visitor, page):
        assert visitor.get(page).status_code == 404

    def test_methods_are_out_of_reach(
        self, site, visitor, patron, editor, mails, subtests
    ):
        for path in METHODS:
            for method in ["get", "post"]:
                with subtests.test(path=path, method=method):
                    stored = (patron.password, self.of(site, "editor"))
                    for user in (patron.user_id, "editor"):
                        values = {
                            "login": user,
                            "new_member_id": user,
                            "userid": user,
                            "user_id": user,
                            "password": "Kawaguchi-815-k",
                            "randomstring": "x",
                        }
                        sent = (
                            {"params": values} if method == "get" else {"data": values}
                        )
                        response = getattr(visitor, method)(path, **sent)
                        assert "Traceback" not in response.text
                    abort()
                    now = get_directory()[patron.user_id].password
                    assert (now, self.of(site, "editor")) == stored
                    assert mails == []

    def of(self, site, user_id):
        return site.acl_users.source_users._user_passwords[user_id]

    def test_a_stock_link_sets_no_password_of_staff(self, site, visitor, editor):
        reset = site.portal_password_reset.requestReset("editor")
        commit()
        before = self.of(site, "editor")
        fields = {
            "userid": "editor",
            "password": "Kawaguchi-815-k",
            "password2": "Kawaguchi-815-k",
            "form.submitted": "1",
        }
        page = f"passwordreset/{reset['randomstring']}"
        response = visitor.post(page, data=fields)
        assert response.url.endswith("/forgot-password")
        abort()
        assert self.of(site, "editor") == before

    def test_rest_takes_no_stock_token(self, site, visitor, editor):
        reset = site.portal_password_reset.requestReset("editor")
        commit()
        before = self.of(site, "editor")
        response = visitor.post(
            "@users/editor/reset-password",
            json={
                "reset_token": reset["randomstring"],
                "new_password": "Kawaguchi-815-k",
            },
            headers={"Accept": "application/json"},
        )
        assert response.status_code == 401
        abort()
        assert self.of(site, "editor") == before


class TestWithoutTheAddOn:
    @pytest.fixture(autouse=True)
    def removed(self, site, visitor):
        applyProfile(site, "ndl.registration:uninstall")
        commit()

    @pytest.mark.parametrize(
        "page", ["mail_password_form", "login-help", "passwordreset/0123456789abcdef"]
    )
    def test_stock_pages_are_back(self, visitor, page):
        response = visitor.get(page)
        assert response.status_code == 200
        assert "forgot-password" not in response.url

    def test_stock_methods_are_back(self, visitor):
        assert visitor.get("portal_password_reset/checkUser").status_code != 404

    @pytest.mark.parametrize(
        "page", ["forgot-password", "reset-password", "resend-user-id"]
    )
    def test_ours_are_gone(self, visitor, page):
        assert visitor.get(page).status_code == 404
