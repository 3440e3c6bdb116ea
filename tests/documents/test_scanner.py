from ..clamd import EICAR
from ..clamd import fake_clamd
from ..clamd import real_clamd
from ..corpus.build import encode
from ..corpus.build import plain
from ndl.registration.documents.accept import accept_picture
from ndl.registration.documents.errors import PictureInfected
from ndl.registration.documents.errors import PictureTooLarge
from ndl.registration.documents.errors import PictureUnscanned
from ndl.registration.documents.errors import PictureWrongFormat
from ndl.registration.documents.intake import take_picture
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import IScanner
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from zope.component import getSiteManager
from zope.component import getUtility
from zope.interface import implementer
from zope.interface import Invalid

import pytest


CLEAN = encode(plain())
INFECTED = encode(plain(), "PNG") + EICAR


@pytest.fixture(autouse=True)
def site(portal):
    return portal


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, tmp_path):
    path = tmp_path / "ctl" if request.param == "unix" else None
    with fake_clamd(path) as (fake, address):
        settings().scanner = address
        settings().scanner_timeout = 1
        yield fake


def is_ready():
    return getUtility(IScanner).is_ready()


class TestOff:
    def test_pictures_are_not_scanned(self):
        assert accept_picture(INFECTED).width == 640
        assert is_ready()


class TestClamd:
    def test_clean_picture(self, clamd):
        assert accept_picture(CLEAN).width == 640
        assert clamd.seen == [CLEAN]

    def test_infected_picture(self, clamd):
        with pytest.raises(PictureInfected) as caught:
            accept_picture(INFECTED)
        assert caught.value.found == "Eicar-Test"
        assert "Eicar" not in caught.value.message

    @pytest.mark.parametrize(
        "reply",
        [
            b"",
            b"\n",
            b"stream: ERROR\n",
            b"stream: Can't allocate memory ERROR\n",
            b"INSTREAM size limit exceeded. ERROR\n",
            b"something else\n",
            b"\xff\xfe\n",
            "silence",
        ],
    )
    def test_anything_but_an_answer_refuses(self, clamd, reply):
        clamd.reply = reply
        with pytest.raises(PictureUnscanned):
            accept_picture(CLEAN)

    def test_is_asked_before_anything_is_decoded(self, clamd):
        with pytest.raises(PictureInfected):
            accept_picture(b"\x89PNG\r\n\x1a\n" + EICAR)

    def test_is_spared_what_is_refused_anyway(self, clamd):
        with pytest.raises(PictureWrongFormat):
            accept_picture(EICAR)
        with pytest.raises(PictureTooLarge):
            accept_picture(CLEAN + bytes(settings().picture_bytes))
        assert clamd.seen == []

    def test_is_ready(self, clamd):
        assert is_ready()


class TestUnreachable:
    @pytest.mark.parametrize(
        "address", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.ctl", "tcp://[::1]:1"]
    )
    def test_refuses(self, address):
        settings().scanner = address
        with pytest.raises(PictureUnscanned):
            accept_picture(CLEAN)
        assert not is_ready()


class TestAudit:
    def test_names_what_was_found(self, clamd, audited):
        with pytest.raises(PictureInfected):
            take_picture("a.png", INFECTED)
        (event,) = audited
        assert event.tag is AuditTag.DOCUMENT_REFUSED
        facts = {"reason": "picture-infected", "found": "Eicar-Test"}
        assert event.details.items() >= facts.items()


class TestOwnScanner:
    def test_of_the_site_is_asked_instead(self, clamd, portal):
        @implementer(IScanner)
        class Strict:
            def scan(self, data):
                return "Everything"

            def is_ready(self):
                return True

        getSiteManager().registerUtility(Strict(), IScanner)
        with pytest.raises(PictureInfected):
            accept_picture(CLEAN)
        assert clamd.seen == []


class TestRealClamd:
    def test_finds_what_it_knows(self, tmp_path):
        with real_clamd(tmp_path) as settings().scanner:
            assert is_ready()
            assert accept_picture(CLEAN).width == 640
            with pytest.raises(PictureInfected) as caught:
                accept_picture(INFECTED)
        assert caught.value.found.startswith("Eicar-Test")
        with pytest.raises(PictureUnscanned):
            accept_picture(CLEAN)


class TestAddress:
    @pytest.mark.parametrize("text", ["", "unix:///a/b", "tcp://clamd:3310", "tcp://x"])
    def test_that_can_be_used(self, text):
        IRegistrationSettings["scanner"].validate(text)

    @pytest.mark.parametrize(
        "text", ["clamd", "http://x", "unix://a", "tcp://", "tcp://x:99999", "unix:"]
    )
    def test_that_cannot(self, text):
        with pytest.raises(Invalid):
            IRegistrationSettings["scanner"].validate(text)
