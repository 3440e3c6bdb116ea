from ndl.registration.web.access_log import guard_access_log
from ndl.registration.web.access_log import hide_tokens
from ndl.registration.web.access_log import LOGGER
from ndl.registration.web.access_log import TokenFilter
from paste.translogger import TransLogger
from zope.processlifetime import ProcessStarting

import logging
import pytest


@pytest.fixture
def guarded():
    logger = logging.getLogger(LOGGER)
    guard_access_log(ProcessStarting())
    guard_access_log(ProcessStarting())
    yield logger
    logger.filters = [f for f in logger.filters if not isinstance(f, TokenFilter)]


class TestAccessLog:
    def test_of_zope_holds_no_token(self, guarded, caplog):
        def app(environ, start_response):
            start_response("302 Found", [])
            return []

        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/portal/register-user",
            "QUERY_STRING": "token=gAAAA-secret_x=&set_language=ja",
            "HTTP_REFERER": "https://mail.example/?token=gAAAA-secret_x=",
            "SERVER_PROTOCOL": "HTTP/1.1",
        }
        TransLogger(app, setup_console_handler=False)(environ, lambda *a: None)
        assert "/portal/register-user?token=***&set_language=ja" in caplog.text
        assert "secret" not in caplog.text

    def test_is_guarded_once(self, guarded):
        assert len([f for f in guarded.filters if isinstance(f, TokenFilter)]) == 1

    @pytest.mark.parametrize(
        ("text", "hidden"),
        [
            ("GET /p?token=abc HTTP/1.1", "GET /p?token=*** HTTP/1.1"),
            ("/p?a=1&token:list=abc&b=2", "/p?a=1&token:list=***&b=2"),
            ("/p?token%3Alist=abc", "/p?token%3Alist=***"),
            ("/p?link=0123", "/p?link=0123"),
            ("/p?_authenticator=abc", "/p?_authenticator=abc"),
        ],
    )
    def test_hides_tokens_alone(self, text, hidden):
        assert hide_tokens(text) == hidden
