import pytest


class TestLanguages:
    def test_both(self, assert_level):
        assert_level("languages", "ok", "en, ja")

    @pytest.mark.parametrize("offered", [["en"], ["ja"], ["en", "de"], []])
    def test_one_is_missing(self, assert_level, portal, offered):
        portal.portal_registry["plone.available_languages"] = offered
        assert_level("languages", "warning", *offered)

    def test_variants_count(self, assert_level, portal):
        portal.portal_registry["plone.available_languages"] = ["en-gb", "ja"]
        assert_level("languages", "ok")

    def test_none_can_be_chosen(self, assert_level, portal):
        portal.portal_registry["plone.use_cookie_negotiation"] = False
        assert_level("languages", "warning", "nobody can choose")
