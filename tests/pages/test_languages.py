from lxml import html
from transaction import commit

import pytest


@pytest.fixture(autouse=True)
def browsers_may_ask(site):
    site.portal_registry["plone.use_request_negotiation"] = True
    commit()


def heading(answer):
    tree = html.fromstring(answer.text)
    return tree.get("lang"), tree.cssselect("#content h1")[0].text_content().strip()


class TestChosenLanguage:
    @pytest.mark.parametrize(
        ("chosen", "browser", "words"),
        [
            ("en", "ja-JP,ja;q=0.9", ("en", "User registration")),
            ("ja", "en-GB,en;q=0.9", ("ja", "利用者登録")),
        ],
    )
    def test_outweighs_that_of_the_browser(self, visitor, chosen, browser, words):
        visitor.headers["Accept-Language"] = browser
        visitor.cookies.set("I18N_LANGUAGE", chosen)
        assert heading(visitor.get("register")) == words
