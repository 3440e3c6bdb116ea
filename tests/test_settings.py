from ndl.registration.config import settings
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.interfaces import IRegistrationSettings
from plone.registry.interfaces import IRegistry
from zope.component import getUtility
from zope.schema import getFieldNames

import pytest


class TestSettings:
    @pytest.mark.parametrize("name", getFieldNames(IRegistrationSettings))
    def test_are_the_default_on_a_site_older_than_they(self, portal, name):
        del getUtility(IRegistry).records[f"{SETTINGS_PREFIX}.{name}"]
        assert getattr(settings(), name) == IRegistrationSettings[name].default

    def test_are_what_the_site_says(self, portal):
        settings().code_tries = 3
        assert settings().code_tries == 3

    def test_do_not_exist_under_other_names(self, portal):
        with pytest.raises(AttributeError):
            _ = settings().code_trys
