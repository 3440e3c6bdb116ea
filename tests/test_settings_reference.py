from ndl.registration.settings import IRegistrationSettings
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.utils import mergedTaggedValueList
from scripts.settings_reference import render
from zope.schema import getFieldNames

import pytest


class TestReference:
    @pytest.mark.parametrize("name", getFieldNames(IRegistrationSettings))
    def test_has_a_row_for_each_setting(self, name):
        assert render().count(f"| `{name}` |") == 1

    def test_shows_titles_and_defaults(self):
        about = "Wrong codes that end a login attempt. From 1 to 20."
        row = f"| `code_tries` | {about} | `5` |"
        assert row in render()


class TestControlPanel:
    def test_has_each_setting_in_one_fieldset_at_the_most(self):
        sets = mergedTaggedValueList(IRegistrationSettings, FIELDSETS_KEY)
        names = [name for each in sets for name in each.fields]
        assert len(names) == len(set(names))
        assert set(names) <= set(getFieldNames(IRegistrationSettings))
