from ..channel import plug_in
from ..visitor import code_in
from ..visitor import message_of
from lxml import html
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.patrons.record import PatronClass
from ndl.registration.settings import settings
from transaction import abort
from transaction import commit

import pytest


NEW = "shinki@example.org"


@pytest.fixture
def patron(site, make_patron):
    patron = make_patron(email="")
    patron.change_class(PatronClass.OFFICIAL)
    commit()
    return patron


@pytest.fixture
def asked(visitor, patron, password):
    """A visitor who has no address and is asked for one."""
    page = visitor.log_in(patron.user_id, password, visitor.url + "/my-account")
    assert "/login-address" in page.url
    return visitor


@pytest.fixture
def telephone(site):
    channel, unplug = plug_in()
    yield channel
    unplug()


def keeps(page):
    return html.fromstring(page.text).xpath("//main//input[@name='keep']/@value")


class TestAlternatives:
    BACK = "//*[@id='content']//a[contains(@href, '/login-code')]/@href"

    def test_lead_back_to_the_code_while_there_is_one(
        self, visitor, make_patron, password, mails
    ):
        patron = make_patron(email="kept@example.org")
        commit()
        visitor.log_in(patron.user_id, password)
        page = visitor.get("login-alternatives?came_from=my-account&keep=1")
        (link,) = html.fromstring(page.text).xpath(self.BACK)
        assert "keep=1" in link
        page = visitor.get(link)
        assert "/login-code" in page.url
        assert code_in(mails[-1])

    def test_without_a_code_lead_to_none(self, asked, telephone):
        page = asked.get("login-alternatives")
        assert not html.fromstring(page.text).xpath(self.BACK)


class TestKeep:
    @pytest.mark.parametrize("page", ["login-address", "login-alternatives"])
    def test_is_carried_on_where_it_was_wished(self, asked, telephone, page):
        assert keeps(asked.get(f"{page}?keep=1")) == ["1"]
        assert keeps(asked.get(page)) == []

    def test_survives_another_channel(
        self, visitor, make_patron, password, mails, telephone
    ):
        patron = make_patron(email="kept@example.org")
        patron.change_class(PatronClass.OFFICIAL)
        settings().resend_wait = 0
        commit()
        page = visitor.submit(
            "login", user_id=patron.user_id, password=password, keep="1"
        )
        page = visitor.submit(
            page.url.replace("login-code", "login-alternatives"),
            "login-alternatives",
            channel="telephone",
        )
        tree = html.fromstring(page.text)
        assert tree.xpath("//input[@id='keep']/@checked")


class TestAddressPage:
    def test_leads_to_a_plain_session_and_an_address_on_file(
        self, asked, patron, mails
    ):
        page = asked.submit("login-address", email=NEW)
        assert "s*****@e***.org" in page.text
        assert 'name="keep"' not in page.text
        assert mails[-1]["To"] == NEW
        asked.submit("login-code", code=code_in(mails[-1]), keep="1")
        assert asked.who() == patron.user_id
        assert "ndl_browser" not in asked.cookies
        abort()
        assert patron.email == NEW
        assert patron.user_id in mails.last(NEW).get_content()
        assert "s*****@e***.org" in asked.get("notices").text

    def test_pressed_twice_is_one_mail(self, asked, patron, mails):
        asked.submit("login-address", email=NEW)
        page = asked.submit("login-address", email=NEW)
        assert page.url.split("?")[0].endswith("/login-code")
        assert [mail["To"] for mail in mails] == [NEW]
        page = asked.submit("login-address", email="other@example.org")
        assert "Please wait" in message_of(page)
        assert len(mails) == 1
        asked.submit("login-code", code=code_in(mails[-1]))
        assert asked.who() == patron.user_id

    def test_of_an_internationalised_domain(self, asked, patron, mails):
        page = asked.submit("login-address", email="shinki@日本語.jp")
        assert "s*****@日***.jp" in page.text
        assert mails[-1]["To"] == "shinki@xn--wgv71a119e.jp"
        asked.submit("login-code", code=code_in(mails[-1]))
        abort()
        assert patron.email == "shinki@日本語.jp"

    def test_keeps_what_was_typed(self, asked):
        page = asked.submit("login-address", email="shinki@")
        assert "valid email address" in message_of(page)
        assert 'value="shinki@"' in page.text

    def test_answers_a_taken_address_as_a_free_one(self, asked, make_patron, mails):
        make_patron(email=NEW)
        commit()
        page = asked.submit("login-address", email=NEW)
        assert page.url.split("?")[0].endswith("/login-code")
        page = asked.submit("login-code", code=code_in(mails[-1]))
        assert "already in use" in message_of(page)
        assert asked.who() == ""

    def test_is_closed_where_an_address_exists(
        self, visitor, make_patron, password, mails
    ):
        holder = make_patron()
        commit()
        visitor.log_in(holder.user_id, password)
        assert visitor.get("login-address").url.endswith("/login")
        sent = len(mails)
        page = visitor.submit("login", "login-address", email=NEW)
        assert ATTEMPT_ENDED.message in message_of(page)
        assert len(mails) == sent

    def test_is_closed_when_switched_off(self, asked, mails):
        settings().ask_for_address = False
        commit()
        assert "/login-alternatives" in asked.get("login-address").url
        asked.submit("login-alternatives", "login-address", email=NEW)
        assert mails == []

    def test_needs_the_token_of_the_page(self, asked, mails):
        page = asked.post("login-address", data={"email": NEW})
        assert "has expired" in message_of(page)
        assert mails == []


class TestAlternativesPage:
    def test_tells_strangers_nothing(self, visitor, patron, telephone):
        page = visitor.get("login-alternatives")
        assert page.url.endswith("/login")
        assert telephone.title not in page.text

    def test_lists_what_serves_the_patron(self, asked, telephone):
        page = asked.get("login-alternatives")
        assert telephone.title in page.text

    def test_sends_the_code_and_keeps_the_aim(self, asked, telephone, patron):
        aim = f"came_from={asked.url}/my-account"
        page = asked.submit(
            f"login-alternatives?{aim}", "login-alternatives", channel="telephone"
        )
        assert "You will be called at *****5678." in page.text
        assert "my-account" in page.url
        page = asked.submit(page.url, "login-code", code=telephone.codes[-1])
        assert page.url.endswith("/my-account")

    def test_lists_nothing_that_would_be_refused(self, asked, telephone, monkeypatch):
        monkeypatch.setattr(telephone, "serves", lambda identity: bool(identity.email))
        asked.submit("login-address", email=NEW)
        page = asked.get("login-alternatives")
        assert telephone.title not in page.text
        page = asked.submit("login-code", "login-alternatives", channel="telephone")
        assert "not available to you" in message_of(page)

    def test_says_that_there_is_none(self, asked):
        page = asked.get("login-alternatives").text
        assert "No other authentication method is available" in page

    @pytest.mark.parametrize("name", ["email", "pigeon", ""])
    def test_refuses_what_is_not_listed(self, asked, telephone, name):
        page = asked.submit("login-alternatives", channel=name)
        assert "not available to you" in message_of(page)

    def test_says_when_a_channel_fails_and_stays_closed(self, asked, telephone, patron):
        telephone.broken = ConnectionError("switchboard")
        page = asked.submit("login-alternatives", channel="telephone")
        assert "cannot be sent this way at the moment" in message_of(page)
        assert "switchboard" not in page.text
        assert asked.who() == ""
