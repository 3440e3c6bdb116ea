from lxml import html
from ndl.registration.controlpanels.registration import PAGES
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.registry.interfaces import IRegistry
from transaction import abort
from transaction import commit
from zope.component import getUtility
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IText

import pytest


@pytest.fixture
def manager(visitor):
    visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    return visitor


def legends(visitor):
    """The names of the tabs, as the script of Plone counts them."""
    page = html.fromstring(visitor.get("@@ndl-registration-controlpanel").text)
    found = page.cssselect("form.pat-autotoc legend")
    return [legend.text_content().strip() for legend in found]


class TestControlPanel:
    def test_leads_to_the_other_pages(self, manager, subtests):
        page = html.fromstring(manager.get("@@ndl-registration-controlpanel").text)
        for name in PAGES:
            with subtests.test(name=name):
                [link] = page.xpath(f"//a[contains(@href, '@@{name}')]")
                answer = manager.get(link.get("href"))
                assert answer.status_code == 200
                assert "/login" not in answer.url

    def test_has_a_name_for_each_tab(self, manager):
        assert legends(manager)[0] == "General"
        assert "Default" not in legends(manager)

    def test_is_led_to_at_the_tab_of_staff(self, manager):
        page = html.fromstring(manager.get("@@staff-two-factor").text)
        [href] = page.xpath("//a[contains(@href, '-controlpanel#')]/@href")
        number = href.partition("#autotoc-item-autotoc-")[2]
        assert legends(manager)[int(number)] == "Staff"

    @pytest.mark.parametrize(
        ("values", "tab", "said"),
        [
            ({"review_days": "soon"}, "Review", "Days until an application is decided"),
            ({"validity_years": "0"}, "General", "Validity of a registration"),
            (
                {"code_tries": "x", "picture_days": "y"},
                "Login",
                "Wrong codes that end",
            ),
            ({"password_min": "30"}, "Passwords", "The shortest password must not"),
        ],
    )
    def test_opens_the_tab_of_the_first_error(self, manager, values, tab, said):
        fields = {f"form.widgets.{name}": value for name, value in values.items()}
        page = manager.get("@@ndl-registration-controlpanel")
        [form] = html.fromstring(page.text).cssselect("form.pat-autotoc")
        sent = dict(form.form_values()) | fields | {"form.buttons.save": "Save"}
        answer = manager.post("@@ndl-registration-controlpanel", data=sent)
        page = html.fromstring(answer.text)
        [opened] = page.cssselect("form.pat-autotoc legend.active")
        assert opened.text_content().strip() == tab
        assert (
            said in page.cssselect(".portalMessage, #content .alert")[0].text_content()
        )

    def test_leads_strangers_nowhere(self, visitor, subtests):
        for name in PAGES:
            with subtests.test(name=name):
                assert "/login" in visitor.get(f"@@{name}").url


class TestOverREST:
    @pytest.fixture
    def patch(self, manager):
        def send(**values):
            headers = {"Accept": "application/json"}
            path = "@controlpanels/ndl-registration"
            answer = manager.patch(path, json=values, headers=headers)
            abort()
            return answer

        return send

    def test_takes_single_values(self, patch):
        assert patch(contact="03-3581-2331").status_code == 204
        assert settings().contact == "03-3581-2331"

    @pytest.mark.parametrize(
        "values",
        [
            {"password_min": 30},
            {"password_min": 30, "password_max": 20},
            {"public_url": "foo bar"},
        ],
    )
    def test_refuses_what_the_form_refuses(self, patch, values):
        answer = patch(**values)
        assert answer.status_code == 400, answer.text
        assert settings().password_min == 12
        assert settings().public_url != "foo bar"

    @pytest.mark.parametrize("name", ["request_mail_states", "staff_roles", "contact"])
    @pytest.mark.parametrize("value", [{"a": 1}, [{"a": 1}], [["a"]], 7, {"token": []}])
    def test_refuses_what_is_no_such_value(self, patch, name, value):
        before = getattr(settings(), name)
        answer = patch(**{name: value})
        assert answer.status_code == 400, answer.text
        assert getattr(settings(), name) == before

    @pytest.mark.parametrize(
        "values", [{"hide_taken": 7}, {"code_tries": True}, {"code_tries": 10**30}]
    )
    def test_refuses_other_types(self, patch, values):
        assert patch(**values).status_code == 400
        assert settings().hide_taken is False
        assert settings().code_tries == 5

    @pytest.mark.parametrize("text", ["a\0b", "a\nb", "a\ud800", "x" * 100_000])
    def test_refuses_texts_that_cannot_be_shown(self, patch, text):
        for name in ("library_name_en", "public_url", "slip_font"):
            assert patch(**{name: text}).status_code == 400, name

    def test_refuses_what_is_no_object(self, manager):
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        path = "@controlpanels/ndl-registration"
        for body in ("[]", "7", "nothing", '"text"'):
            assert manager.patch(path, data=body, headers=headers).status_code == 400


class TestOverTheRegistry:
    """Plone's own editor of records, which knows no constraints."""

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("content_security_policy", "default-src 'none'； img-src 'self'"),
            ("library_name_en", "Library\0"),
            ("public_url", "foo bar"),
            ("code_lifetime", 90),
            ("limit_codes", "a lot"),
            ("limits_exempt", ["localhost"]),
        ],
    )
    def test_refuses_what_the_form_refuses(self, manager, name, value):
        record = f"ndl.registration.{name}"
        headers, before = {"Accept": "application/json"}, getattr(settings(), name)
        answer = manager.patch("@registry", json={record: value}, headers=headers)
        assert answer.status_code == 400, answer.text
        abort()
        assert getattr(settings(), name) == before

    def test_takes_the_rest(self, manager):
        headers = {"Accept": "application/json"}
        values = {"ndl.registration.code_tries": 7}
        answer = manager.patch("@registry", json=values, headers=headers)
        assert answer.status_code == 204
        abort()
        assert settings().code_tries == 7

    def test_broken_texts_of_old_break_no_page(self, visitor, subtests):
        for name, field in getFieldsInOrder(IRegistrationSettings):
            if IText.providedBy(field):
                records = getUtility(IRegistry).records
                records._values[f"ndl.registration.{name}"] = "\ud800\0"
        commit()
        for page in (
            "login",
            "register",
            "terms",
            "forgot-password",
            "search-materials",
        ):
            with subtests.test(page=page):
                assert visitor.get(page).status_code == 200
