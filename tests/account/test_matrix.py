"""Every page and service of My Account, for everybody who may come by.

The rows are read from the ZCML, so a new function without a row fails.
"""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from lxml import etree
from lxml import html
from ndl.registration.account.deregister import deregister
from ndl.registration.interfaces import Identity
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from pathlib import Path
from plone import api
from transaction import begin
from transaction import commit

import pytest


SOURCE = Path(__file__).parents[2] / "src" / "ndl" / "registration"
OWN = ("ndl.registration.UseMyAccount", "ndl.registration.SeeOwnLogins")
# Open to everybody in the ZCML; they lead to the login by themselves.
LEAD_TO_LOGIN = {
    "answer-question",
    "change-information",
    "change-language",
    "change-phone",
    "change-request",
    "request-service",
    "apply-official",
    "apply-confirm",
    "apply-change",
    "apply-change-confirm",
}
# How a page answers a simple and an official patron, where it is not with 200 and
# itself: the end of the address it leads to, or the status.
PAGES = {
    "accept-terms": ("my-account", "my-account"),
    "answer-question": ("answer-question", "answer-question"),
    "apply-change": ("apply-change", "apply-change/class"),
    "apply-change-confirm": ("apply-change-confirm", "apply-change/class"),
    "apply-change-picture": (403, 404),
    "apply-confirm": ("apply-official/class", "apply-confirm"),
    "apply-official": ("apply-official/class", "apply-official"),
    "apply-picture": (404, 403),
    "change-email": ("change-email", "change-email"),
    "change-information": ("change-information", "apply-change/class"),
    "change-language": ("change-language", "change-language"),
    "change-phone": ("change-phone", "change-phone"),
    "change-request": (404, 404),
    "deregister": ("deregister", "deregister"),
    "fresh-code": ("fresh-code", "fresh-code"),
    "my-account": ("my-account", "my-account"),
    "my-consents": ("my-consents", "my-consents"),
    "my-data": ("my-data", "my-data"),
    "my-history": ("my-history", "my-history"),
    "my-list": ("my-list", "my-list"),
    "my-list-add": ("my-list-add", "my-list-add"),
    "my-list-entry": (404, 404),
    "my-list-export": (404, 404),
    "my-list-isbns": ("my-list-isbns", "my-list-isbns"),
    "my-logins": ("my-logins", "my-logins"),
    "my-request": (404, 404),
    "my-requests": ("my-requests", "my-requests"),
    "notices": ("notices", "notices"),
    "request-service": ("request-service", "request-service"),
    "withdraw-application": ("withdraw-application", "withdraw-application"),
}
# How a service answers a simple and an official patron who send an empty object.
SERVICES = {
    ("DELETE", "@my-browsers"): (204, 204),
    ("DELETE", "@my-consents"): (404, 404),
    ("DELETE", "@my-email"): (204, 204),
    ("DELETE", "@my-list"): (404, 404),
    ("DELETE", "@my-requests"): (404, 404),
    ("DELETE", "@my-sessions"): (204, 204),
    ("GET", "@my-account"): (200, 200),
    ("GET", "@my-application"): (200, 200),
    ("GET", "@my-browsers"): (200, 200),
    ("GET", "@my-consents"): (200, 200),
    ("GET", "@my-deregistration"): (200, 200),
    ("GET", "@my-email"): (200, 200),
    ("GET", "@my-history"): (200, 200),
    ("GET", "@my-information"): (200, 200),
    ("GET", "@my-list"): (200, 200),
    ("GET", "@my-notices"): (200, 200),
    ("GET", "@my-requests"): (200, 200),
    ("GET", "@my-services"): (200, 200),
    ("GET", "@my-sessions"): (200, 200),
    ("GET", "@request-services"): (200, 200),
    ("PATCH", "@my-email"): (400, 400),
    ("PATCH", "@my-information"): (200, 200),
    ("PATCH", "@my-list"): (404, 404),
    ("PATCH", "@my-notices"): (400, 400),
    ("PATCH", "@my-requests"): (404, 404),
    ("POST", "@my-application"): (404, 404),
    ("POST", "@my-change"): (400, 400),
    ("POST", "@my-consents"): (400, 400),
    ("POST", "@my-data"): (200, 200),
    ("POST", "@my-deregistration"): (400, 400),
    ("POST", "@my-email"): (400, 400),
    ("POST", "@my-list"): (400, 400),
    ("POST", "@my-official"): (400, 400),
    ("POST", "@my-password"): (400, 400),
    ("POST", "@my-requests"): (400, 400),
}
# What members of the staff may use, who have logins but no registration.
PASSWORD = "Mizuumi-4711-b"
STAFF_TOO = {"my-logins", "fresh-code", "@my-sessions", "@my-browsers"}
STAFF = {
    "member": ["Member"],
    "editor": ["Registration Editor"],
    "manager": ["Manager"],
}
AT_HOME = Residence("JP", "100-0014", "東京都", "千代田区", "永田町1-10-1", "")
ABROAD = Residence("AE", "-", "", "", "Villa 7, Al Wasl Road, Dubai")
SECRETS = ("kakushi@example.org", "隠田", "+81398761234", "03-9876-1234", "隠町9-9-9")


@dataclass(frozen=True)
class Function:
    """A page or service, as it is registered."""

    name: str
    permission: str
    method: str = ""


def registered(tag):
    namespace = {"browser:page": "browser", "plone:service": "plone"}[tag]
    uri = f"http://namespaces.{'zope' if namespace == 'browser' else 'plone'}.org/"
    for path in sorted(SOURCE.rglob("*.zcml")):
        tree = etree.parse(path)
        for one in tree.iter(f"{{{uri}{namespace}}}{tag.partition(':')[2]}"):
            yield Function(one.get("name"), one.get("permission"), one.get("method"))


def is_own_page(function):
    return function.permission in OWN or function.name in LEAD_TO_LOGIN


OWN_PAGES = sorted({f.name for f in registered("browser:page") if is_own_page(f)})
OWN_SERVICES = sorted(
    (f.method, f.name) for f in registered("plone:service") if f.name.startswith("@my-")
)


@pytest.fixture
def somebody_else(make_patron):
    """A patron none of whose data may show up anywhere."""
    other = make_patron(
        email="kakushi@example.org",
        family_name="隠田",
        phone="+81398761234",
        residence=Residence("JP", "150-0001", "東京都", "渋谷区", "隠町9-9-9", ""),
    )
    commit()
    return other


@pytest.fixture
def come(visit, patron, somebody_else):
    """Lets somebody come by, with a session of their own where there is one."""

    def as_who(who):
        # What the visitor before had the site write is seen.
        begin()
        own = PatronClass.OFFICIAL if who == "official" else PatronClass.SIMPLE
        patron.change_class(own)
        residence = ABROAD if who == "overseas" else AT_HOME
        get_directory().update(patron, replace(patron.person, residence=residence))
        visitor = visit()
        if who == "half":
            commit()
            visitor.log_in(patron.user_id, PASSWORD)
        elif who != "anonymous":
            visitor.cookies.set("ndl_session", _ticket(who, patron))
        if who == "expired":
            get_directory()[patron.user_id].end_after(date(2020, 1, 1))
            commit()
        if who == "deregistered":
            deregister(get_directory()[patron.user_id], PASSWORD)
            commit()
        return visitor

    return as_who


def _ticket(who, patron):
    user_id, source = patron.user_id, "patrons"
    if who in STAFF:
        email = f"{who}@ndl.example"
        api.user.create(email=email, username=who, password="Kawabe-4711-x")
        api.user.grant_roles(username=who, roles=STAFF[who])
        user_id, source = who, "staff"
    identity = Identity(user_id, user_id, source, "", "en", needs_code=True)
    ticket = open_session(identity, Strength.CODE)
    commit()
    return ticket


def _end_of(response, visitor):
    return response.url.partition("?")[0].removeprefix(f"{visitor.url}/")


def _is_open(visitor, page):
    visitor.headers["Accept"] = "text/html"
    response = visitor.get(page)
    text = html.fromstring(response.text).text_content()
    is_refused = "Only registered users" in text
    is_there = response.status_code == 200 and _end_of(response, visitor) == page
    return is_there and not is_refused


def _call(visitor, method, service):
    visitor.headers["Accept"] = "application/json"
    return visitor.request(method, service, json={} if method != "GET" else None)


class TestRows:
    def test_there_is_one_for_each_function(self):
        assert set(OWN_PAGES) <= set(PAGES)
        assert set(OWN_SERVICES) <= set(SERVICES)


@pytest.mark.parametrize("who", ["anonymous", "half", "expired", "deregistered"])
class TestOutside:
    def test_pages_lead_to_the_login(self, come, who):
        visitor = come(who)
        for page in OWN_PAGES:
            response = visitor.get(page)
            assert _end_of(response, visitor) == "login", page

    def test_services_are_closed(self, come, who, patron):
        visitor = come(who)
        for method, service in OWN_SERVICES:
            response = _call(visitor, method, service)
            assert response.status_code == 401, (method, service, response.text)


class TestStaff:
    """Editors and managers have no registration either, whatever they may do."""

    def test_pages_and_services_are_those_of_logins(self, come, subtests):
        for who in STAFF:
            with subtests.test(who=who):
                visitor = come(who)
                for page in OWN_PAGES:
                    assert _is_open(visitor, page) is (page in STAFF_TOO), page
                for method, service in OWN_SERVICES:
                    self.check_service(visitor, method, service)

    def check_service(self, visitor, method, service):
        if method == "GET":
            is_open = _call(visitor, method, service).status_code == 200
            assert is_open is (service in STAFF_TOO), service
        elif service not in STAFF_TOO:
            status = _call(visitor, method, service).status_code
            assert status in (401, 403, 404), (method, service)


class TestOverseas:
    def test_pages_and_services_are_those_of_simple_patrons(self, come):
        visitor = come("overseas")
        for page in OWN_PAGES:
            expected, response = PAGES[page][0], visitor.get(page)
            if isinstance(expected, int):
                assert response.status_code == expected, page
            else:
                assert _end_of(response, visitor) == expected, page
                assert response.status_code == 200, page
        for method, service in OWN_SERVICES:
            if method == "GET":
                status = _call(visitor, method, service).status_code
                assert status == SERVICES[method, service][0], service


@pytest.mark.parametrize(("who", "number"), [("simple", 0), ("official", 1)])
class TestPatrons:
    def test_pages_answer_as_the_table_says(self, come, who, number):
        visitor = come(who)
        for page in OWN_PAGES:
            expected, response = PAGES[page][number], visitor.get(page)
            if isinstance(expected, int):
                assert response.status_code == expected, page
            else:
                assert _end_of(response, visitor) == expected, page
                assert response.status_code == 200, page
            assert "no-store" in response.headers["Cache-Control"], page

    def test_services_answer_as_the_table_says(self, come, who, number, subtests):
        for method, service in OWN_SERVICES:
            with subtests.test(method=method, service=service):
                response = _call(come(who), method, service)
                assert response.status_code == SERVICES[method, service][number], (
                    response.text
                )
                assert "no-store" in response.headers["Cache-Control"]

    def test_nothing_of_another_patron_is_shown(self, come, who, number, somebody_else):
        visitor, other = come(who), somebody_else.user_id
        query = dict.fromkeys(("user_id", "userid", "patron_id", "id", "owner"), other)
        for page in OWN_PAGES:
            text = visitor.get(page, params=query).text
            assert not [one for one in SECRETS if one in text], page
        visitor.headers["Accept"] = "application/json"
        for method, service in OWN_SERVICES:
            if method == "GET":
                for path in (service, f"{service}/{other}"):
                    text = visitor.get(path, params=query).text
                    found = [one for one in SECRETS if one in text]
                    assert not found, path
