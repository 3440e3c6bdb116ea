from ndl.registration.library.requests.queue import count_requests
from ndl.registration.login.sources import get_identity
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.review.desk import get_desk
from ndl.registration.settings import settings
from ndl.registration.setuphandlers import demo
from ndl.registration.setuphandlers.demo import accounts
from ndl.registration.setuphandlers.demo import DUPLICATE
from ndl.registration.setuphandlers.demo import PATRONS
from ndl.registration.setuphandlers.demo import post_install
from ndl.registration.setuphandlers.demo import STAFF
from ndl.registration.setuphandlers.demo_requests import place_demo_requests
from pathlib import Path
from PIL import Image
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from scripts import demo_documents

import pytest


TWICE = "申請 桜"
SCREENSHOT = "E000000614"
DOCUMENTS = Path(demo.__file__).parent / "documents"
README = Path(__file__).parents[2] / "README.md"


class TestAccounts:
    @pytest.mark.parametrize("account", accounts(), ids=lambda row: row["login"])
    def test_are_named_in_the_readme(self, account):
        text = README.read_text(encoding="utf-8")
        assert f"`{account['login']}`" in text
        assert f"`{account['password']}`" in text
        if "@" in account["note"]:
            assert f"`{account['note']}`" in text


@pytest.fixture
def demo_data(app, portal):
    """Makes the demo data."""
    owner = app.acl_users.getUserById(SITE_OWNER_NAME)
    with api.env.adopt_user(user=owner.__of__(app.acl_users)):
        post_install(portal.portal_setup)


class TestMails:
    def test_come_from_the_domain_that_is_told(self, demo_data):
        assert settings().mail_domain == "example.org"


class TestStaff:
    def test_logs_in_with_a_code(self, demo_data, portal):
        assert settings().staff_code
        for login, _note in STAFF:
            identity = get_identity("staff", login)
            assert identity.needs_code
            assert identity.email == f"{login}@example.org"


class TestPatrons:
    def test_are_different_people(self, demo_data):
        for user_id, name, *_rest in PATRONS:
            others = find_duplicates(get_directory()[user_id])
            if name != TWICE:
                assert others == []

    def test_one_is_registered_twice(self, demo_data):
        (other,) = find_duplicates(get_directory()[DUPLICATE])
        assert f"{other.family_name} {other.given_name}" == TWICE
        assert other.email != get_directory()[DUPLICATE].email


class TestRequests:
    def test_are_there_once(self, demo_data):
        place_demo_requests()
        counts = {state.value: count for state, count in count_requests().items()}
        assert counts == {
            "requested": 3,
            "accepted": 1,
            "in-progress": 1,
            "ready": 0,
            "shipped": 0,
        }


class TestDocuments:
    @pytest.fixture
    def applications(self, demo_data):
        return {
            application.patron_id: application
            for application in get_desk().objectValues()
        }

    def test_come_with_each_application(self, applications):
        applied = {user_id for user_id, *_rest, document in PATRONS if document}
        assert set(applications) == applied
        for application in applications.values():
            front, back = application.pictures_held()
            assert front.read() != back.read()

    def test_only_the_screenshot_is_pointed_out(self, applications):
        marks = {
            user_id: application.pictures_held()[0].marks
            for user_id, application in applications.items()
        }
        assert marks.pop(SCREENSHOT) == ("screen-size",)
        assert not any(marks.values())

    def test_can_be_read(self):
        for drawing in DOCUMENTS.glob("*.png"):
            image = Image.open(drawing)
            assert max(image.size) >= 1000
            assert drawing.stat().st_size < 60_000


class TestScript:
    def test_draws_what_was_declared(self):
        cards = {card.name: card for card in demo_documents.CARDS}
        for _id, name, _kana, _email, _kind, document in PATRONS:
            if document:
                assert cards[document].holder.replace("　", " ") == name
        right = demo_documents.born()
        wrong = [card.name for card in cards.values() if card.born != right]
        moved = [c.name for c in cards.values() if c.address != demo_documents.HOME]
        assert (wrong, moved) == (["ken"], ["aoi"])

    @pytest.mark.skipif(
        not demo_documents.FONT.exists(), reason="make chromium installs the fonts"
    )
    def test_drew_the_files_that_are_there(self, tmp_path):
        demo_documents.draw_all(tmp_path)
        drawn = {path.name for path in tmp_path.iterdir()}
        assert drawn == {path.name for path in DOCUMENTS.glob("*.png")}
