"""Applications come from patrons: nobody adds one, or a desk, by hand."""

from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import pytest


@pytest.fixture
def manager(visitor):
    visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    return visitor


class TestAdding:
    @pytest.mark.parametrize(
        "path",
        [
            "registration-desk/++add++RegistrationApplication",
            "registration-desk/++add++RegistrationDesk",
            "registration-desk/++add++Document",
            "++add++RegistrationApplication",
            "++add++RegistrationDesk",
        ],
    )
    def test_is_refused_in_words(self, manager, path):
        for answer in (manager.get(path), manager.post(path, data={"form.x": "1"})):
            assert answer.status_code == 403
            assert "Nothing can be added here" in answer.text

    def test_of_other_content_elsewhere_is_as_ever(self, manager):
        assert "Add Page" in manager.get("++add++Document").text

    def test_by_strangers_leads_to_the_login(self, visitor):
        for place in ("registration-desk/", ""):
            answer = visitor.get(f"{place}++add++RegistrationApplication")
            assert "/login" in answer.url
