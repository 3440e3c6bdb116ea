from ndl.registration.review.reasons import reason_titles
from ndl.registration.review.reasons import reasons_vocabulary
from ndl.registration.settings import settings
from zope.i18n import translate


class TestTitles:
    def test_take_the_age_of_the_settings(self, portal):
        settings().minimum_age = 20
        title = reasons_vocabulary(portal).getTerm("under-age").title
        assert translate(title) == "You are under 20 years of age."
        assert "20歳" in translate(title, target_language="ja")

    def test_of_others_name_no_age(self, portal):
        [title] = map(translate, reason_titles(["expired"]))
        assert title == "The identification document has expired."
