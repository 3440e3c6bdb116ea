from ndl.registration.controlpanels.registration import RegistrationSettingsForm
from ndl.registration.interfaces import IBrowserLayer
from z3c.form.interfaces import IFormLayer
from zope.interface import alsoProvides

import pytest


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
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("2026-12-28\nNew Year", "Write a day such as"),
            ("2026-12-28/01-04", "Write a day such as"),
            ("01-01/12-31", "open on half of the days"),
            ("01-01/06-30\n07-01/12-31", "open on half of the days"),
        ],
    )
    def test_says_what_is_wrong(self, messages, text, message):
        (shown,) = messages("closing_days", text)
        assert message in shown

    @pytest.mark.parametrize("text", ["", "2026-12-28", "12-28/01-04\n2026-11-02"])
    def test_takes_what_is_right(self, messages, text):
        assert messages("closing_days", text) == []


class TestLimits:
    @pytest.mark.parametrize(
        ("name", "text", "message"),
        [
            ("limit_codes", "a lot", "This is no limit."),
            ("limit_codes", "0 per hour", "This is no limit."),
            ("limits_storage", "redis", "Write memory://"),
            ("limits_exempt", "localhost", "This is no network address."),
            ("registration_link_lifetime", "5400", "People are told hours"),
            ("registration_link_lifetime", "0", "too small"),
            ("remember_life", "1800", "People are told hours"),
            ("code_lifetime", "90", "People are told minutes"),
            ("password_reset_lifetime", "90", "People are told minutes"),
        ],
    )
    def test_says_what_is_wrong(self, messages, name, text, message):
        (shown,) = messages(name, text)
        assert message in shown

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("limit_codes", "5 per minute; 50 per day"),
            ("limits_storage", "redis://localhost:6379"),
            ("limits_exempt", "192.0.2.0/24"),
            ("registration_link_lifetime", "7200"),
            ("remember_life", "0"),
            ("code_lifetime", "600"),
        ],
    )
    def test_takes_what_is_right(self, messages, name, text):
        assert messages(name, text) == []
