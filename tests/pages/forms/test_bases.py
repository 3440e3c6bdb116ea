from lxml import html
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.forms.page import ActionPage
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.limits.throttle import TooManyRequests
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.patrons.errors import WeakPassword
from tests.visitor import token_for
from z3c.form import button
from zope.component import getGlobalSiteManager
from zope.interface import Interface
from zope.publisher.interfaces.browser import IBrowserRequest
from zope.schema import TextLine

import pytest


class Asked:
    """What reached the use case, and what it shall raise."""

    def __init__(self):
        self.forms = []
        self.error = None

    def __call__(self, view):
        self.forms.append(dict(view.request.form))
        count = getattr(view.context, "test_count", 0)
        view.context.test_count = count + 1
        if self.error:
            raise self.error


asked = Asked()
FIELDS = {Code.EMAIL_TAKEN: "email", Code.WEAK_PASSWORD: "email"}


class Page(PortalPage):
    """A page with one field."""

    error_fields = FIELDS

    def index(self):
        beside = f"<p id='email-error'>{self.problem('email')}</p>"
        return f"<div id='shown'>{self.problems_box()}{beside}</div>"

    def post(self):
        asked(self)
        return "<p>done</p>"


class Button(ActionPage):
    """A page with a button."""

    index = Page.index
    post = Page.post


class IEmail(Interface):
    email = TextLine(title="Email", required=False, max_length=20)


class Form(PortalForm):
    """A form with one field."""

    schema = IEmail
    label = "Try"
    error_fields = FIELDS

    @button.buttonAndHandler("Send", name="send")
    def send(self, action):
        if self.values() is not None:
            asked(self)
            self.request.response.setHeader("X-Done", "1")

    def render(self):
        self.finish_attributes()
        return f"<div id='shown'>{self.problems_box()}{self.field('email')}</div>"


PAGES = {"page": Page, "button": Button, "form": Form}
SEND = {"form.buttons.send": "1"}


@pytest.fixture
def served(site):
    """The pages above as pages of the site."""
    manager = getGlobalSiteManager()
    asked.__init__()
    made = []
    for name, page in PAGES.items():
        view = type(page.__name__, (page,), {"__name__": f"test-{name}"})
        view.__doc__ = page.__doc__
        manager.registerAdapter(
            view, (Interface, IBrowserRequest), Interface, f"test-{name}"
        )
        made.append((view, name))
    yield site
    for view, name in made:
        manager.unregisterAdapter(
            view, (Interface, IBrowserRequest), Interface, f"test-{name}"
        )


@pytest.fixture
def send(served, visitor):
    """Posts to one of the pages with a valid token."""

    def post(page, headers=None, **fields):
        data = {"_authenticator": token_for(visitor), **SEND, **fields}
        return visitor.post(
            f"test-{page}", data=data, headers=headers, allow_redirects=False
        )

    return post


def errors_of(response):
    """The messages beside the field, and those of the summary."""
    tree = html.fromstring(response.text)
    beside = tree.xpath("//*[contains(@id, 'email-error')]//text()")
    summary = tree.xpath("//*[@id='problems']//text()")
    return "".join(beside).strip(), "".join(summary).strip()


BOTH = pytest.mark.parametrize("name", ["page", "form"])
ALL = pytest.mark.parametrize("name", list(PAGES))


class TestLooking:
    @ALL
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_calls_no_use_case(self, served, visitor, name, method):
        response = visitor.request(method, f"test-{name}", params=SEND)
        assert response.status_code == 200
        assert bool(response.text) is (method == "GET")
        assert not asked.forms

    @ALL
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_is_stored_by_nobody(self, served, visitor, name, method):
        response = visitor.request(method, f"test-{name}")
        assert response.headers["Cache-Control"] == "no-store, private"


class TestPosting:
    @ALL
    def test_calls_the_use_case_once(self, send, name):
        response = send(name, email="a@example.org")
        assert response.status_code == 200
        assert len(asked.forms) == 1
        assert "no-store" in response.headers["Cache-Control"]

    @ALL
    @pytest.mark.parametrize(
        ("headers", "token"),
        [
            ({}, ""),
            ({}, "0" * 40),
            ({"Sec-Fetch-Site": "cross-site"}, None),
            ({"Sec-Fetch-Site": "same-site"}, None),
            ({"Sec-Fetch-Site": "", "Origin": "https://evil.example"}, None),
        ],
    )
    def test_without_a_valid_token_calls_nothing(self, send, name, headers, token):
        fields = {} if token is None else {"_authenticator": token}
        response = send(name, headers, **fields)
        assert not asked.forms
        if name == "button":
            assert response.status_code == 302
        else:
            assert errors_of(response)[1] == "This page has expired. Please try again."

    @pytest.mark.parametrize(
        "field", ["email:json", "email:int", "email.a:record", "email:float"]
    )
    def test_drops_what_no_form_sends(self, send, field):
        value = "[1]" if "json" in field else "1"
        assert send("page", **{field: value, "name": "Hanako"}).status_code == 200
        (form,) = asked.forms
        assert "email" not in form
        assert form["name"] == "Hanako"

    @pytest.mark.parametrize("field", ["form.widgets.email:json", "x.a:record"])
    def test_a_form_stands_what_no_form_sends(self, send, field):
        assert send("form", **{field: "1"}).status_code == 200

    def test_a_form_keeps_what_was_typed_with_an_expired_page(self, send):
        typed = {"form.widgets.email": "me@example.org", "_authenticator": ""}
        response = send("form", **typed)
        assert 'value="me@example.org"' in response.text

    def test_a_form_that_breaks_its_schema_calls_nothing(self, send):
        response = send("form", **{"form.widgets.email": "x" * 21})
        assert not asked.forms
        assert "at most 20 characters" in errors_of(response)[0]


class TestRefusal:
    @BOTH
    def test_stands_beside_its_field(self, send, name):
        asked.error = EmailTaken()
        beside, summary = errors_of(send(name))
        assert beside == summary == "This email address is already in use."

    @BOTH
    def test_without_a_field_stands_above_the_form(self, send, name):
        asked.error = DomainError()
        beside, summary = errors_of(send(name))
        assert not beside
        assert summary == "This is not possible now."

    @BOTH
    def test_says_all_that_is_wrong_with_a_password(self, send, name):
        asked.error = WeakPassword(["Too short.", "Too plain."])
        assert errors_of(send(name))[0] == "Too short. Too plain."

    @BOTH
    def test_is_in_the_language_of_the_page(self, send, name, visitor):
        visitor.headers["Accept-Language"] = "ja"
        visitor.cookies.set("I18N_LANGUAGE", "ja")
        asked.error = EmailTaken()
        assert errors_of(send(name))[0] == "このメールアドレスは既に使用されています。"

    @BOTH
    def test_of_a_limit_tells_when_to_try_again(self, send, name):
        asked.error = TooManyRequests(90)
        response = send(name)
        assert response.status_code == 429
        assert response.headers["Retry-After"] == "90"
        assert "2 minutes" in errors_of(response)[1]

    @ALL
    def test_keeps_what_was_counted(self, send, served, name):
        asked.error = DomainError()
        send(name)
        served._p_jar.sync()
        assert served.test_count == 1

    def test_of_a_button_stands_on_the_next_page(self, send, visitor):
        asked.error = EmailTaken()
        response = send("button")
        assert response.status_code == 302
        assert response.headers["Location"].endswith("/test-button")
        assert "already in use" in visitor.get("login").text
