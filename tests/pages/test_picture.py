from ..visitor import described_by_nothing
from .applicant import Applicant
from .applicant import hidden_of
from .applicant import photo
from io import BytesIO
from lxml import html
from ndl.registration.browser.register import uploads
from ndl.registration.documents.errors import PictureEmpty
from ndl.registration.documents.pool import POOL
from ndl.registration.events import AuditTag
from ndl.registration.settings import settings
from PIL import Image
from transaction import commit

import os
import pytest


@pytest.fixture
def applicant(visitor, mails):
    someone = Applicant(visitor, mails)
    someone.come_to_form("official")
    return someone


@pytest.fixture
def send(applicant):
    """Ask the JSON page as the form's script does."""

    def send(data=None, name="id.jpg", slot=1, **values):
        files = {f"picture_{slot}": (name, data)} if data is not None else None
        return applicant.visitor.post(
            "register-picture", data=hidden_of(applicant.page) | values, files=files
        )

    return send


def size_of(answer):
    return Image.open(BytesIO(answer.content)).size


class TestRegisterPicture:
    def test_keeps_the_picture_for_the_form(self, applicant, send):
        answer = send(photo())
        assert "id.jpg" in answer.json()["places"]["1"]
        assert "no-store" in answer.headers["Cache-Control"]
        assert "id.jpg" in applicant.fill().text

    def test_says_what_the_form_says(self, applicant, send):
        told = send(b"GIF89a").json()["places"]["1"]
        page = applicant.fill(files={"picture_1": ("x.gif", b"GIF89a")})
        message = "Acceptable image file formats are jpeg or png."
        assert f">{message}<" in told
        assert f">{message}<" in page.text

    def test_names_only_messages_that_are_there(self, applicant):
        assert not described_by_nothing(applicant.page)
        page = applicant.fill(files={"picture_1": ("x.gif", b"GIF89a")})
        assert not described_by_nothing(page)
        (place,) = html.fromstring(page.text).cssselect("#picture_1")
        assert place.get("aria-describedby") == "picture_1-hint picture_1-error"

    def test_points_out_a_screenshot_at_once(self, send):
        answer = send(photo("PNG"), name="Screenshot_2026.png")
        assert "may be a screenshot" in answer.json()["places"]["1"]

    def test_removes(self, applicant, send):
        send(photo())
        assert "id.jpg" not in send(remove_1="1").json()["places"]["1"]
        assert "id.jpg" not in applicant.fill().text

    @pytest.mark.parametrize(
        ("turn", "size"), [("90", (400, 640)), ("180", (640, 400)), ("x", (640, 400))]
    )
    def test_turns_before_and_after(self, send, turn, size):
        send(photo(), rotate_1=turn)
        assert size_of(send(show="1")) == size
        send(rotate_1="90")
        assert size_of(send(show="1")) == size[::-1]

    def test_shows_only_what_is_kept(self, send):
        assert send(show="2").status_code == 404

    @pytest.mark.parametrize("field", ["_authenticator", "token"])
    def test_needs_a_page_and_a_link_of_ours(self, applicant, send, field):
        answer = send(photo(), **{field: "x"})
        assert answer.status_code == 403
        assert answer.json()["message"]
        assert "id.jpg" not in applicant.fill().text

    def test_a_mere_look_changes_nothing(self, applicant):
        values = hidden_of(applicant.page) | {"show": "1"}
        answer = applicant.visitor.get("register-picture", params=values)
        assert answer.status_code == 403

    def test_is_limited(self, send):
        settings().limit_pictures = "1 per hour"
        commit()
        send(photo())
        answer = send(photo(), name="second.jpg")
        assert answer.status_code == 429
        assert "Please wait" in answer.json()["places"]["1"]
        assert "second.jpg" not in answer.json()["places"]["1"]


class TestBusy:
    def test_says_so_at_once_and_keeps_what_there_is(self, applicant, send, audited):
        send(photo())
        with POOL.place(1):
            answers = [send(photo(), name="new.jpg"), send(rotate_1="90")]
            page = applicant.fill(files={"picture_1": ("new.jpg", photo())})
            assert send(ready="1").json() == {"busy": True}
        for answer in answers:
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
            assert answer.json()["busy"]
            assert "The server is busy" in answer.json()["places"]["1"]
            assert "id.jpg" in answer.json()["places"]["1"]
        assert page.status_code == 200
        assert "The server is busy" in page.text
        assert "id.jpg" in page.text
        assert not [one for one in audited if one.tag is AuditTag.DOCUMENT_REFUSED]
        assert send(ready="1").json() == {"busy": False}
        answer = send(photo(), name="new.jpg")
        assert not answer.json()["busy"]
        assert "new.jpg" in answer.json()["places"]["1"]


class TestTemporaryFiles:
    def test_have_no_name_that_a_killed_server_would_leave(self, send, monkeypatch):
        links = []

        def take(slot, upload, *_arguments):
            links.append(os.fstat(upload.fileno()).st_nlink)
            raise PictureEmpty

        monkeypatch.setattr(uploads, "take_upload", take)
        # Long enough for the disk, both of Waitress and of Zope.
        send(b"\xff" * 3_000_000)
        assert links == [0]


class TestApplyPicture:
    def test_belongs_to_the_patron(self, logged_in):
        page = logged_in.get("apply-official")
        files = {"picture_2": ("back.jpg", photo())}
        answer = logged_in.post("apply-picture", data=hidden_of(page), files=files)
        assert "back.jpg" in answer.json()["places"]["2"]

    def test_strangers_have_to_log_in(self, visitor):
        answer = visitor.post("apply-picture", files={"picture_1": ("a", photo())})
        assert "login" in answer.url


class TestForm:
    def test_turns_a_file_as_asked(self, applicant, send):
        files = {"picture_1": ("id.jpg", photo())}
        applicant.fill(files=files, extra={"rotate_1": "270"})
        assert size_of(send(show="1")) == (400, 640)

    def test_shows_a_small_one_where_it_is_confirmed(self, applicant, visit):
        page = applicant.fill(files={"picture_1": ("id.jpg", photo())})
        (image,) = html.fromstring(page.text).cssselect("img.ndl-thumbnail")
        answer = applicant.visitor.get(image.get("src"))
        assert size_of(answer) == (320, 200)
        assert "no-store" in answer.headers["Cache-Control"]
        foreign = {"Sec-Fetch-Site": "cross-site"}
        visitor = applicant.visitor
        assert visitor.get(image.get("src"), headers=foreign).status_code == 403
        assert visit().get(image.get("src")).status_code == 403
        missing = image.get("src").replace("show=1", "show=2")
        assert visitor.get(missing).status_code == 404

    def test_tells_the_script_what_it_may_check(self, applicant):
        applicant.fill()
        assert f'data-bytes="{settings().picture_bytes}"' in applicant.page.text
        assert "Files of up to 20 MB are accepted." in applicant.page.text
