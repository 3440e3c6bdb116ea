from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from pathlib import Path
from plone import api
from plone.app.testing import applyProfile
from plone.registry.interfaces import IRegistry
from transaction import commit
from zope.component import getUtility

import ndl.registration
import pytest
import re


TEMPLATES = sorted(Path(ndl.registration.__file__).parent.rglob("*.pt"))
PUBLIC = [
    "login",
    "login-code",
    "logout",
    "register",
    "register-user?token=x",
    "forgot-password",
    "reset-password?token=x",
    "resend-user-id",
    "terms",
    "library-services",
    "search-materials",
    "service-terms?service=digitized-contents",
]
PERSONAL = ["my-account", "notices", "my-consents", "my-requests", "my-list"]


def policy_of(answer):
    directives = answer.headers["Content-Security-Policy"].split("; ")
    return {d.partition(" ")[0]: d.partition(" ")[2] for d in directives}


def assert_ours(answer):
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    policy = policy_of(answer)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == policy["form-action"] == "'self'"


class TestOwnPages:
    def test_say_what_browsers_must_not_do(self, visitor, subtests):
        for page in PUBLIC:
            with subtests.test(page=page):
                answer = visitor.get(page)
                assert answer.status_code == 200
                assert_ours(answer)

    def test_of_a_patron(self, logged_in, subtests):
        for page in PERSONAL:
            with subtests.test(page=page):
                answer = logged_in.get(page)
                assert answer.url.endswith(page)
                assert_ours(answer)

    def test_answers_to_forms(self, visitor, patron):
        assert_ours(visitor.log_in(patron.user_id, "wrong-Secret-1"))

    @pytest.mark.parametrize("page", ["register-user", "reset-password"])
    def test_of_mailed_links_are_no_referrer(self, visitor, page):
        answer = visitor.get(f"{page}?token=x")
        assert answer.headers["Referrer-Policy"] == "no-referrer"

    def test_tell_no_other_server_where_one_was(self, visitor):
        answer = visitor.get("login")
        assert answer.headers["Referrer-Policy"] == "same-origin"

    def test_hold_no_script_or_style_of_their_own(self, logged_in, visitor, subtests):
        for page in [*PUBLIC, *PERSONAL]:
            with subtests.test(page=page):
                from lxml import html

                who = logged_in if page in PERSONAL else visitor
                tree = html.fromstring(who.get(page).text)
                assert tree.xpath("//script[not(@src)][normalize-space()]") == []
                assert tree.xpath("//style | //@style") == []
                assert [
                    name for name in attributes(tree) if name.startswith("on")
                ] == []
                assert tree.xpath("//a[starts-with(@href, 'javascript:')]") == []


def test_templates_keep_to_the_policy(subtests):
    assert len(TEMPLATES) > 50
    for template in TEMPLATES:
        with subtests.test(template=template):
            text = template.read_text()
            assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
            assert not re.search(r"<script(?![^>]*\bsrc\b)", text)


def attributes(tree):
    return {name.lower() for element in tree.iter("*") for name in element.attrib}


class TestErrors:
    def test_page_that_does_not_exist(self, visitor):
        answer = visitor.get("nothing-here")
        assert answer.status_code == 404
        assert_ours(answer)

    def test_page_that_breaks(self, visitor, monkeypatch):
        def broken(self):
            raise ZeroDivisionError

        target = "ndl.registration.browser.login.login.LoginView.get"
        monkeypatch.setattr(target, broken)
        answer = visitor.get("login")
        assert answer.status_code == 500
        assert "Traceback" not in answer.text
        assert_ours(answer)

    def test_page_for_others(self, visitor):
        answer = visitor.get("@@overview-controlpanel", allow_redirects=False)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


class TestStockPages:
    def test_are_framed_by_nobody_else(self, visitor):
        answer = visitor.get("")
        policy = policy_of(answer)
        assert policy == {
            "base-uri": "'self'",
            "object-src": "'none'",
            "frame-ancestors": "'self'",
        }
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"

    def test_are_not_kept_when_made_for_a_patron(self, logged_in, visitor):
        assert "no-store" in logged_in.get("").headers["Cache-Control"]
        assert "no-store" not in visitor.get("").headers.get("Cache-Control", "")

    def test_services_are_not_kept_either(self, logged_in, patron):
        headers = {"Accept": "application/json"}
        answer = logged_in.get(f"@users/{patron.user_id}", headers=headers)
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_files_of_the_portal_may_be_kept(self, logged_in):
        answer = logged_in.get("++resource++ndl.registration/password-eye.js")
        assert answer.status_code == 200
        assert "no-store" not in answer.headers.get("Cache-Control", "")


class TestCachedPages:
    """Caches of the site answer in place of the page, by an exception."""

    @pytest.fixture(autouse=True)
    def cached(self, site):
        registry = site.portal_registry
        applyProfile(site, "plone.app.caching:default")
        applyProfile(site, "plone.app.caching:without-caching-proxy")
        registry["plone.caching.interfaces.ICacheSettings.enabled"] = True
        for kind in ("weakCaching", "moderateCaching"):
            registry[f"plone.app.caching.{kind}.ramCache"] = True
            registry[f"plone.app.caching.{kind}.etags"] = ("userid", "lastModified")
        with api.env.adopt_roles(["Manager"]):
            api.content.create(site, "Document", "page", "A page")
        commit()

    def test_keep_the_policy_of_the_site(self, visitor):
        first, second = visitor.get("page"), visitor.get("page")
        assert "X-RAMCache" not in first.headers
        assert second.headers["X-RAMCache"]
        for name in (
            "Cache-Control",
            "Content-Security-Policy",
            "X-Frame-Options",
            "Referrer-Policy",
            "X-Content-Type-Options",
            "Cross-Origin-Opener-Policy",
        ):
            assert second.headers.get(name) == first.headers.get(name), name
        assert "default-src" not in second.headers["Content-Security-Policy"]
        assert second.status_code == 200

    def test_unchanged_ones_too(self, visitor):
        etag = visitor.get("page").headers["ETag"]
        answer = visitor.get("page", headers={"If-None-Match": etag})
        assert answer.status_code == 304
        assert "no-store" not in answer.headers.get("Cache-Control", "")
        assert "default-src" not in answer.headers.get("Content-Security-Policy", "")
        assert answer.headers.get("X-Frame-Options") != "DENY"

    def test_our_own_stay_strict(self, visitor):
        for _time in range(2):
            answer = visitor.get("login")
            assert "X-RAMCache" not in answer.headers
            assert_ours(answer)

    def test_errors_stay_strict(self, visitor):
        assert_ours(visitor.get("page/nothing-here"))


class TestSetting:
    @pytest.mark.parametrize("sign", ["；", "\0", "\ud800", "\n"])
    def test_that_no_header_can_have_is_left_out(self, visitor, sign):
        """The registry has pages of its own, which check no more than types."""
        shipped = policy_of(visitor.get("login")), policy_of(visitor.get(""))
        for name in ("content_security_policy", "site_content_policy"):
            record = f"ndl.registration.{name}"
            policy = IRegistrationSettings[name].default
            getUtility(IRegistry)[record] = policy.replace("; ", f";{sign} ")
        commit()
        assert (policy_of(visitor.get("login")), policy_of(visitor.get(""))) == shipped

    def test_another_policy_of_the_site(self, visitor):
        settings().site_content_policy = "img-src *"
        commit()
        assert policy_of(visitor.get("")) == {"img-src": "*"}
        assert policy_of(visitor.get("login"))["default-src"] == "'none'"

    @pytest.mark.parametrize("empty", ["", None])
    def test_none_of_the_site(self, visitor, empty):
        settings().site_content_policy = empty
        commit()
        assert "Content-Security-Policy" not in visitor.get("").headers

    def test_another_policy(self, visitor):
        settings().content_security_policy = "default-src 'self';\n img-src *"
        commit()
        policy = visitor.get("login").headers["Content-Security-Policy"]
        assert policy == "default-src 'self'; img-src *"

    @pytest.mark.parametrize("empty", ["", None])
    def test_none(self, visitor, empty):
        settings().content_security_policy = empty
        commit()
        assert "Content-Security-Policy" not in visitor.get("login").headers


class TestWithoutTheAddOn:
    def test_nothing_is_added(self, visitor, site):
        answer = visitor.get(visitor.url.rpartition("/")[0])
        assert "Content-Security-Policy" not in answer.headers
