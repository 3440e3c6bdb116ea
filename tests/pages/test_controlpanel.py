from lxml import html
from ndl.registration.controlpanels.registration import PAGES
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import pytest


@pytest.fixture
def manager(visitor):
    visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    return visitor


class TestControlPanel:
    @pytest.mark.parametrize("name", PAGES)
    def test_leads_to_the_other_pages(self, manager, name):
        page = html.fromstring(manager.get("@@ndl-registration-controlpanel").text)
        [link] = page.xpath(f"//a[contains(@href, '@@{name}')]")
        answer = manager.get(link.get("href"))
        assert answer.status_code == 200
        assert "/login" not in answer.url

    @pytest.mark.parametrize("name", PAGES)
    def test_leads_strangers_nowhere(self, visitor, name):
        assert "/login" in visitor.get(f"@@{name}").url
