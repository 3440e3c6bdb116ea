from ndl.registration.controlpanels.registration import RegistrationSettingsForm
from ndl.registration.interfaces import IBrowserLayer
from z3c.form.interfaces import IFormLayer
from zope.interface import alsoProvides

import pytest


@pytest.fixture
def contradictions(portal, http_request):
    """What the control panel says of values that do not fit each other."""
    alsoProvides(http_request, IBrowserLayer, IFormLayer)

    def enter(**values):
        for name, value in values.items():
            http_request.form[f"form.widgets.{name}"] = str(value)
        form = RegistrationSettingsForm(portal, http_request)
        form.update()
        _data, errors = form.extractData()
        found = [e.message for e in errors if e.widget is None]
        assert [form.formErrorsMessage] == found or not found
        return found

    return enter


@pytest.fixture
def messages(portal, http_request):
    """What the control panel says of a value, beside its field."""
    alsoProvides(http_request, IBrowserLayer, IFormLayer)

    def enter(name, text):
        http_request.form[f"form.widgets.{name}"] = text
        form = RegistrationSettingsForm(portal, http_request)
        form.update()
        _data, errors = form.extractData()
        return [e.message for e in errors if e.widget.name == f"form.widgets.{name}"]

    return enter


class TestClosingDays:
    def test_says_what_is_wrong(self, messages, subtests):
        for text, message in [
            ("2026-12-28\nNew Year", "Write a day such as"),
            ("2026-12-28/01-04", "Write a day such as"),
            ("01-01/12-31", "open on half of the days"),
            ("01-01/06-30\n07-01/12-31", "open on half of the days"),
        ]:
            with subtests.test(text=text, message=message):
                (shown,) = messages("closing_days", text)
                assert message in shown

    def test_takes_what_is_right(self, messages, subtests):
        for text in ["", "2026-12-28", "12-28/01-04\n2026-11-02"]:
            with subtests.test(text=text):
                assert messages("closing_days", text) == []


class TestLimits:
    def test_says_what_is_wrong(self, messages, subtests):
        for name, text, message in [
            ("limit_codes", "a lot", "This is not a valid limit."),
            ("limit_codes", "0 per hour", "This is not a valid limit."),
            ("limits_storage", "redis", "Write memory://"),
            ("limits_exempt", "localhost", "This is not a valid network address."),
            ("registration_link_lifetime", "5400", "Texts state this in hours"),
            ("registration_link_lifetime", "0", "too small"),
            ("remember_life", "1800", "Texts state this in hours"),
            ("code_lifetime", "90", "Texts state this in minutes"),
            ("password_reset_lifetime", "90", "Texts state this in minutes"),
            ("public_url", "foo bar", "Write an address such as https://"),
            ("public_url", "https://", "Write an address such as https://"),
            ("public_url", "ftp://portal.example", "Write an address such as"),
            ("public_url", "https://portal.example/?a=b", "without ? or #"),
            ("public_url", "https://portal.example/#top", "without ? or #"),
            ("public_url", "https://me@portal.example", "Write an address such as"),
            ("public_url", "https://portal.example:x", "Write an address such as"),
            ("public_url", "http://nohost/plone", "Write an address such as"),
            ("mail_domain", "not a domain!", "Write a domain such as ndl.go.jp"),
            ("mail_domain", "library@ndl.go.jp", "without @"),
            ("mail_domain", "localhost", "Write a domain such as ndl.go.jp"),
        ]:
            with subtests.test(name=name, text=text, message=message):
                (shown,) = messages(name, text)
                assert message in shown

    def test_takes_what_is_right(self, messages, subtests):
        for name, text in [
            ("limit_codes", "5 per minute; 50 per day"),
            ("limits_storage", "redis://localhost:6379"),
            ("limits_exempt", "192.0.2.0/24"),
            ("registration_link_lifetime", "7200"),
            ("remember_life", "0"),
            ("code_lifetime", "600"),
            ("public_url", "https://portal.example.org:8443/library/"),
            ("public_url", "http://[::1]:8080/portal"),
            ("public_url", ""),
            ("mail_domain", "xn--wgv71a.example"),
            ("mail_domain", "図書館.example"),
        ]:
            with subtests.test(name=name, text=text):
                assert messages(name, text) == []


class TestPairs:
    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"password_min": 30}, "The shortest password must not be longer"),
            ({"password_min": 13, "password_max": 12}, "The shortest password"),
            ({"resend_wait": 900}, "The wait before a code is sent again"),
            ({"code_failures_hour": 51}, "The wrong codes of a day"),
            ({"session_idle": 86401}, "The time without a request"),
            ({"terminal_idle": 86401}, "The time without a request"),
            ({"keep_life": 86399}, '"Keep me logged in"'),
        ],
    )
    def test_that_contradict_are_refused(self, contradictions, values, message):
        (shown,) = contradictions(**values)
        assert shown.startswith(message)

    @pytest.mark.parametrize(
        "values",
        [
            {"password_min": 20, "password_max": 20},
            {"code_failures_hour": 50},
            {"session_idle": 86400},
            {"keep_life": 86400},
        ],
    )
    def test_that_fit_are_taken(self, contradictions, values):
        assert contradictions(**values) == []
