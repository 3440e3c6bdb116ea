from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from plone.registry.interfaces import IRegistry
from zope.component import getUtility
from zope.schema import getFieldNames
from zope.schema import getFieldsInOrder

import pytest
import re


UNITS = {
    "seconds": 1,
    "minutes": 60,
    "hour": 3600,
    "hours": 3600,
    "days": 86400,
}
IN_SECONDS = [
    name
    for name, field in getFieldsInOrder(IRegistrationSettings)
    if re.search(r"\(seconds\b(?! of)|seconds;", field.title)
]


class TestSeconds:
    def test_say_their_default_in_words(self, subtests):
        for name in IN_SECONDS:
            with subtests.test(name=name):
                field = IRegistrationSettings[name]
                number, unit = field.description.removeprefix("Default: ").split()
                assert int(number) * UNITS[unit] == field.default

    def test_are_found(self):
        assert {"code_lifetime", "session_idle", "password_lock"} <= set(IN_SECONDS)


class TestSettings:
    def test_are_the_default_on_a_site_older_than_they(self, portal, subtests):
        for name in getFieldNames(IRegistrationSettings):
            with subtests.test(name=name):
                del getUtility(IRegistry).records[f"{SETTINGS_PREFIX}.{name}"]
                assert getattr(settings(), name) == IRegistrationSettings[name].default

    def test_are_what_the_site_says(self, portal):
        settings().code_tries = 3
        assert settings().code_tries == 3

    def test_do_not_exist_under_other_names(self, portal):
        with pytest.raises(AttributeError):
            _ = settings().code_trys
