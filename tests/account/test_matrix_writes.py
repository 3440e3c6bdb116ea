"""Every write of My Account, by page and service, for everybody who may come by.

Pages and services are read from the ZCML and the buttons from the pages, so that a
new one without a row fails.
"""

from ..visitor import token_for
from .test_matrix import _call
from .test_matrix import _end_of
from .test_matrix import come
from .test_matrix import OWN_PAGES
from .test_matrix import OWN_SERVICES
from .test_matrix import PASSWORD
from .test_matrix import SERVICES
from .test_matrix import somebody_else
from .test_matrix import STAFF
from .test_matrix import STAFF_TOO
from dataclasses import dataclass
from lxml import html
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.login.sessions import sessions_of
from ndl.registration.patrons.directory import get_directory
from transaction import begin

import pytest


__all__ = ["come", "somebody_else"]

TERMS = "service-terms?service=digitized-contents"
# Pages of My Account that other people have as well, in their way.
SHARED = ["change-password", "confirm-email", TERMS]
PAGES = OWN_PAGES + SHARED
# Where each button leads that is offered before anything was filled in: a simple
# patron, an official one, a simple one of another country. Empty: it is not offered.
BUTTONS = {
    ("apply-change/class", "form.buttons.next"): ("", "apply-change/name", ""),
    ("apply-official/class", "form.buttons.next"): (
        "apply-official/name",
        "",
        "apply-official/name",
    ),
    ("change-email", "form.buttons.send"): ("change-email",) * 3,
    # The Japanese name of the patron has to be written anew in another country.
    ("change-information", "form.buttons.save"): (
        "my-account",
        "",
        "change-information",
    ),
    ("change-information", "form.buttons.search"): ("change-information", "", ""),
    ("change-language", "form.buttons.save"): ("my-account",) * 3,
    ("change-password", "form.buttons.reset_passwd"): ("change-password",) * 3,
    ("change-phone", "form.buttons.save"): ("my-account",) * 3,
    ("deregister", "form.buttons.deregister"): ("deregister",) * 3,
    ("logout", ""): ("logout",) * 3,
    ("my-data", "download"): ("my-data",) * 3,
    ("my-list", "make"): ("my-list",) * 3,
    ("my-logins", "everywhere"): ("my-account#ndl-security",) * 3,
    ("my-logins", "session"): ("my-account#ndl-security",) * 3,
    ("service-terms", ""): ("", "service-terms", ""),
}
# Would be a change at one page or another, and an answer to every question.
ALL_BUTTONS = {name: "1" for _page, name in BUTTONS if name} | dict.fromkeys(
    (
        "accept",
        "add",
        "answer",
        "browsers",
        "cancel",
        "confirm",
        "read",
        "withdraw",
        "form.buttons.withdraw",
    ),
    "1",
)
WISHES = {
    "present": PASSWORD,
    "current_password": PASSWORD,
    "new_password": "Kawaguchi-815-k",
    "new_password_ctl": "Kawaguchi-815-k",
    "email": "neu@example.org",
    "phone": "03-9999-8888",
    "language:list": "en",
    "family_name": "新田",
    "given_name": "新子",
    "family_kana": "ニッタ",
    "given_kana": "シンコ",
    "postal_code": "100-0014",
    "region:list": "13",
    "city": "新宿区",
    "street": "1-1",
    "no_building:list": "selected",
}
FORM = ALL_BUTTONS | {
    **{f"form.widgets.{name}": value for name, value in WISHES.items()},
    "service": "digitized-contents",
    "version": "1",
    "name": "A list of somebody",
}
BODY = WISHES | {
    "password": "Kawaguchi-815-k",
    "service": "digitized-contents",
    "version": "1",
    "name": "A list of somebody",
    "read": True,
}


WAYS = {
    "page": PAGES,
    "service": [row for row in OWN_SERVICES if row[0] != "GET"],
}


@dataclass(frozen=True)
class Offer:
    """A button of a page, with the other fields that its form sends."""

    page: str
    button: str
    target: str
    fields: dict[str, str]


def offers_of(response):
    """All buttons that send something."""
    tree = html.fromstring(response.text or "<p/>")
    for form in tree.xpath("//*[@id='content']//form[@method='post']"):
        fields = dict(form.fields)
        fields.pop("_authenticator", None)
        target = form.get("action")
        page = target.partition("/plone/")[2]
        for button in form.cssselect("button"):
            name = button.get("name") or ""
            own = {name: button.get("value")} if name else {}
            yield Offer(page, name, target, {**fields, **own})


def offered_to(visitor):
    found = {}
    for page in PAGES:
        response = visitor.get(page)
        is_page = "html" in response.headers.get("Content-Type", "")
        for offer in offers_of(response) if is_page else ():
            found.setdefault((offer.page, offer.button), offer)
    return found


def send(visitor, target, fields):
    filled = {name: "" if text is None else text for name, text in fields.items()}
    data = filled | {"_authenticator": token_for(visitor)}
    return visitor.post(target, data=data)


def call(visitor, method, service, body):
    headers = {"Accept": "application/json"}
    return visitor.request(method, service, json=body, headers=headers)


def all_of(user_id):
    """What can be changed of a patron; None if there is none."""
    begin()
    patron = get_directory().get(user_id)
    if patron is None:
        return None
    return (
        patron.person.to_plain(),
        patron.email,
        patron.password,
        patron.patron_class,
        patron.email_request,
        dict(patron.consents),
        [one.name for one in lists_of(patron)],
        len(patron.notices),
        len(sessions_of(user_id)),
    )


class TestRows:
    def test_there_is_one_for_each_writing_service(self):
        assert set(WAYS["service"]) <= set(SERVICES)


class TestPatrons:
    @pytest.mark.parametrize(
        ("who", "number"), [("simple", 0), ("official", 1), ("overseas", 2)]
    )
    def test_buttons_lead_where_the_table_says(self, come, who, number, subtests):
        come("simple")
        offered = offered_to(come(who))
        assert set(offered) == {row for row, to in BUTTONS.items() if to[number]}
        for row, offer in offered.items():
            with subtests.test(row=row):
                visitor = come(who)
                response = send(visitor, offer.target, offer.fields)
                end, expected = _end_of(response, visitor), BUTTONS[row][number]
                assert response.status_code == 200
                assert end == expected if row[0] != "logout" else visitor.who() == ""

    def test_services_answer_those_of_other_countries_as_simple_ones(
        self, come, subtests
    ):
        for method, service in OWN_SERVICES:
            with subtests.test(method=method, service=service):
                response = _call(come("overseas"), method, service)
                assert response.status_code == SERVICES[method, service][0]
                assert "no-store" in response.headers["Cache-Control"]


class TestOthers:
    @pytest.mark.parametrize(
        "who", ["anonymous", "half", "expired", "deregistered", *STAFF]
    )
    def test_change_nothing_of_a_patron(
        self, come, who, patron, somebody_else, subtests
    ):
        visitor = come(who)
        ids = (patron.user_id, somebody_else.user_id)
        before = [all_of(user_id) for user_id in ids]
        for page in OWN_PAGES:
            with subtests.test(page=page):
                response = send(visitor, page, FORM | {"user_id": ids[0]})
                if who not in STAFF:
                    assert _end_of(response, visitor) == "login"
                assert [all_of(user_id) for user_id in ids] == before
        for method, service in WAYS["service"]:
            if not (who in STAFF and service in STAFF_TOO):
                with subtests.test(method=method, service=service):
                    body = BODY | {"user_id": ids[0]}
                    status = call(visitor, method, service, body).status_code
                    assert status in ((401, 403, 404) if who in STAFF else (401,))
                    assert [all_of(user_id) for user_id in ids] == before

    @pytest.mark.parametrize("who", ["simple", "official", "overseas"])
    @pytest.mark.parametrize("by", ["page", "service"])
    def test_patrons_change_nothing_of_another_one(
        self, come, who, by, somebody_else, subtests
    ):
        other = somebody_else.user_id
        before = all_of(other)
        names = dict.fromkeys(("user_id", "userid", "patron_id", "id", "owner"), other)
        for row in sorted(WAYS[by], key=lambda row: "deregist" in str(row)):
            with subtests.test(row=row):
                visitor = come(who)
                if by == "page":
                    send(visitor, row, FORM | names)
                else:
                    call(visitor, *row, BODY | names)
                    call(visitor, row[0], f"{row[1]}/{other}", BODY | names)
                assert all_of(other) == before

    @pytest.mark.parametrize("who", ["simple", "official", "overseas"])
    def test_without_a_token_of_the_page_nothing_is_changed(
        self, come, who, patron, subtests
    ):
        visitor = come(who)
        before = all_of(patron.user_id)
        for page in PAGES:
            with subtests.test(page=page):
                visitor.post(page, data=FORM)
                assert all_of(patron.user_id) == before
