from ..forgotten import ask_for_link
from ..forgotten import link_in
from ..forgotten import NEW_PASSWORD
from ..forgotten import passwords
from ..forgotten import set_password
from ..visitor import code_in
from ..visitor import message_of
from lxml import html
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import verify_password
from transaction import abort
from transaction import commit


def has_password(patron, password):
    abort()
    return verify_password(get_directory()[patron.user_id].password, password)


def is_done(response):
    return response.url.endswith("/reset-password-done")


def log_in(visitor, patron, password, mails):
    before = len(mails)
    visitor.log_in(patron.user_id, password)
    if len(mails) > before:
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
    return visitor.who() == patron.user_id


class TestAfterwards:
    def test_nobody_is_logged_in(self, visitor, link):
        assert is_done(set_password(visitor, link))
        assert visitor.who() == ""
        assert not [c for c in visitor.cookies if c.name.startswith(("ndl", "__ac"))]

    def test_the_code_is_still_asked_for(self, visitor, patron, link, mails):
        set_password(visitor, link)
        response = visitor.log_in(patron.user_id, NEW_PASSWORD)
        assert response.url.endswith("/login-code")
        assert visitor.who() == ""
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert visitor.who() == patron.user_id

    def test_the_old_password_is_over(self, visitor, patron, link, password):
        set_password(visitor, link)
        assert "not correct" in message_of(visitor.log_in(patron.user_id, password))

    def test_sessions_and_remembered_browsers_are_over(
        self, visit, logged_in, patron, mails
    ):
        stranger = visit()
        ask_for_link(stranger, patron.user_id, patron.email)
        set_password(stranger, link_in(mails[-1]))
        assert logged_in.who() == ""
        response = logged_in.log_in(patron.user_id, NEW_PASSWORD)
        assert response.url.endswith("/login-code")

    def test_a_half_login_is_over(self, visit, patron, link, password, mails):
        thief = visit()
        thief.log_in(patron.user_id, password)
        code = code_in(mails[-1])
        set_password(visit(), link)
        thief.submit("login", "login-code", code=code, enter="1")
        assert thief.who() == ""

    def test_a_locked_login_is_open_again(self, visit, patron, link, password, mails):
        for _ in range(5):
            visit().log_in(patron.user_id, "wrong")
        assert not log_in(visit(), patron, password, mails)
        set_password(visit(), link)
        assert log_in(visit(), patron, NEW_PASSWORD, mails)

    def test_one_mail_tells_of_it(self, visitor, patron, link, mails):
        set_password(visitor, link)
        set_password(visitor, link, "Hasegawa-222-m")
        assert len(mails) == 2
        assert mails[-1]["To"] == patron.email
        assert "変更されました" in mails[-1].get_content()


class TestOneBrowser:
    def test_who_is_logged_in_resets_too(self, logged_in, patron, mails):
        ask_for_link(logged_in, patron.user_id, patron.email)
        assert is_done(set_password(logged_in, link_in(mails[-1])))
        assert logged_in.who() == ""

    def test_with_a_session_that_ended_behind_the_page(self, logged_in, patron, mails):
        ask_for_link(logged_in, patron.user_id, patron.email)
        link = link_in(mails[-1])
        page = logged_in.get(link)
        hidden = {
            field.get("name"): field.get("value")
            for field in html.fromstring(page.text).cssselect(
                "#content form input[type=hidden]"
            )
        }
        logged_in.cookies.clear()
        response = logged_in.post(
            "reset-password", data={**hidden, **passwords(NEW_PASSWORD)}
        )
        assert "try again" in message_of(response)
        assert is_done(set_password(logged_in, link))

    def test_somebody_else_stays_logged_in(self, visit, logged_in, make_patron, mails):
        other = make_patron(email="taro@example.org")
        commit()
        who = logged_in.who()
        ask_for_link(logged_in, other.user_id, other.email)
        assert is_done(set_password(logged_in, link_in(mails[-1])))
        assert logged_in.who() == who
        assert has_password(other, NEW_PASSWORD)

    def test_the_second_tab_is_too_late(self, visitor, patron, link):
        tabs = [html.fromstring(visitor.get(link).text) for _ in range(2)]
        answers = []
        for number, tab in enumerate(tabs):
            hidden = tab.cssselect("#content form input[type=hidden]")
            fields = {field.get("name"): field.get("value") for field in hidden}
            new = f"{NEW_PASSWORD}{number}"
            answers.append(
                visitor.post("reset-password", data={**fields, **passwords(new)})
            )
        assert [is_done(answer) for answer in answers] == [True, False]
        assert "used already" in message_of(answers[1])
        assert has_password(patron, f"{NEW_PASSWORD}0")
