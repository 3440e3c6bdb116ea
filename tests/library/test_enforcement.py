from .conftest import agree
from .conftest import CONTENTS
from .conftest import GROUP
from dataclasses import replace
from datetime import date
from lxml import html
from ndl.registration.library.groups import is_reserved
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.pas import groups
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.store_interfaces.library import IServiceTerms
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from Products.PluggableAuthService.PropertiedUser import PropertiedUser
from zope.component import getUtility

import pytest
import transaction


ABROAD = Residence("FR", "-", "", "Paris", "1 rue de la Paix")
JSON = {"Accept": "application/json"}


def by_page(visitor):
    return "Wasurenagusa" in visitor.get("shelf/book").text


def by_file(visitor):
    return "scan of a page" in visitor.get("shelf/scan/@@download/file").text


def by_rest(visitor):
    answer = visitor.get("shelf/book", headers=JSON)
    assert (answer.status_code == 200) is ("Wasurenagusa" in answer.text)
    return answer.status_code == 200


def by_search(visitor):
    return "shelf/book" in visitor.get("@@search?SearchableText=Wasurenagusa").text


def by_rest_search(visitor):
    answer = visitor.get("@search?SearchableText=Wasurenagusa", headers=JSON)
    return answer.json()["items_total"] > 0


def by_collection(visitor):
    return "shelf/book" in visitor.get("shelf/found").text


WAYS = (by_page, by_file, by_rest, by_search, by_rest_search, by_collection)


def seen(visitor):
    return {way.__name__ for way in WAYS if way(visitor)}


ALL = {way.__name__ for way in WAYS}


def lower_class(patron):
    patron.change_class(PatronClass.SIMPLE)


def move_abroad(patron):
    get_directory().update(patron, patron_person(patron, residence=ABROAD))


def patron_person(patron, **changed):
    return replace(patron.person, **changed)


def withdraw_consent(patron):
    patron.withdraw_consent(CONTENTS)


def publish_newer_terms(patron):
    getUtility(IServiceTerms).ensure(CONTENTS).add({"en": "New", "ja": "新"}, True)


def let_expire(patron):
    patron.end_after(date(2020, 1, 1))


def stop_service(patron):
    SERVICE_TABLE.change(
        CONTENTS, SERVICE_TABLE.values_of(CONTENTS) | {"offered": False}
    )


def ask_for_card(patron):
    SERVICE_TABLE.change(
        CONTENTS, SERVICE_TABLE.values_of(CONTENTS) | {"needs_card": True}
    )


class TestContent:
    def test_is_seen_by_whoever_may_use_the_service(self, shelf, entitled, logged_in):
        assert seen(logged_in) == ALL

    @pytest.mark.parametrize(
        "change",
        [
            lower_class,
            move_abroad,
            withdraw_consent,
            publish_newer_terms,
            let_expire,
            stop_service,
            ask_for_card,
        ],
    )
    def test_is_shut_at_the_next_request_of_an_open_session(
        self, shelf, entitled, logged_in, change
    ):
        assert by_rest(logged_in)
        change(entitled)
        transaction.commit()
        assert seen(logged_in) == set()

    def test_opens_at_the_next_request(self, shelf, patron, logged_in):
        assert seen(logged_in) == set()
        patron.change_class(PatronClass.OFFICIAL)
        agree(patron)
        transaction.commit()
        assert seen(logged_in) == ALL

    def test_is_shut_to_strangers(self, shelf, visitor):
        assert seen(visitor) == set()

    def test_of_a_row_of_the_library_is_shut_when_the_row_is_removed(
        self, shelf, patron, logged_in
    ):
        values = SERVICE_TABLE.values_of("map-room") | {
            "title_en": "Map room",
            "simple": True,
            "offered": True,
            "position": 5,
        }
        SERVICE_TABLE.change("map-room", values)
        api.group.grant_roles("service-map-room", roles=["Reader"], obj=shelf)
        shelf.reindexObjectSecurity()
        transaction.commit()
        assert seen(logged_in) == ALL
        SERVICE_TABLE.reset("map-room")
        transaction.commit()
        assert seen(logged_in) == set()


class TestSharingTab:
    @pytest.fixture
    def manager(self, visit):
        manager = visit()
        manager.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        return manager

    @pytest.mark.parametrize("text", [CONTENTS, "Digitized Contents"])
    def test_finds_the_groups(self, shelf, manager, text):
        found = manager.get("shelf/book/@@sharing", params={"search_term": text})
        assert GROUP in found.text
        assert "May use: Digitized Contents Transmission" in found.text

    def test_gives_them_rights(self, shelf, patron, logged_in, manager):
        found = manager.get("shelf/@sharing?search=article", headers=JSON).json()
        assert "service-article-research" in [e["id"] for e in found["entries"]]
        # As docs/how-to/protect-content.md has it.
        entry = {
            "id": "service-article-research",
            "type": "group",
            "roles": {"Reader": True},
        }
        answer = manager.post(
            "shelf/@sharing",
            json={"inherit": True, "entries": [entry]},
            headers=JSON,
        )
        assert answer.status_code == 204
        assert seen(logged_in) == ALL

    def test_no_longer_finds_what_is_not_offered(self, shelf, manager, entitled):
        stop_service(entitled)
        transaction.commit()
        found = manager.get("shelf/book/@@sharing", params={"search_term": "Digitized"})
        assert "May use: Digitized" not in found.text


class TestStockPages:
    @pytest.mark.parametrize(
        "page",
        [
            "@@usergroup-groupprefs?searchstring=service",
            f"@@usergroup-groupmembership?groupname={GROUP}",
            "@@usergroup-userprefs",
            f"@groups/{GROUP}",
            "@groups?query=service",
        ],
    )
    def test_show_them_without_a_fault(self, site, visit, page):
        manager = visit()
        manager.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        headers = JSON if page.startswith("@groups") else {}
        assert manager.get(page, headers=headers).status_code == 200

    def test_make_no_group_or_user_of_such_a_name(self, site, visit):
        manager = visit()
        manager.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        for name in ("service-anything", "request-anything"):
            manager.post("@groups", json={"groupname": name}, headers=JSON)
            transaction.begin()
            assert name not in site.acl_users.source_groups.getGroupIds()
        manager.post("@groups", json={"groupname": "services"}, headers=JSON)
        transaction.begin()
        assert "services" in site.acl_users.source_groups.getGroupIds()

    def test_offer_none_of_them_to_new_users(self, site, visit):
        manager = visit()
        manager.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        page = html.fromstring(manager.get("@@new-user").text)
        offered = page.xpath("//input[@name='form.widgets.groups:list']/@value")
        assert "Reviewers" in offered
        assert not [name for name in offered if is_reserved(name)]
        [form] = page.xpath("//form[.//input[@name='form.widgets.email']]")
        entered = {
            "form.widgets.username": "worker",
            "form.widgets.fullname": "Worker",
            "form.widgets.email": "worker@example.org",
            "form.widgets.mail_me:list": "selected",
        }
        fields = [(n, entered.pop(n, v)) for n, v in form.form_values()]
        fields += [*entered.items(), ("form.widgets.groups:list", GROUP)]
        answer = manager.post("@@new-user", [*fields, ("form.buttons.register", "1")])
        assert answer.status_code == 200

    @pytest.mark.parametrize(
        ("page", "fields"),
        [
            ("groupmembership", {"add:list": "reader", "form.button.Add": "1"}),
            ("usermembership", {"add:list": GROUP, "form.button.Add": "1"}),
            ("groupprefs", {"delete:list": GROUP, "form.button.Modify": "1"}),
        ],
    )
    def test_of_plone_change_none_of_them(self, site, visit, page, fields):
        api.user.create(
            username="reader", email="reader@example.org", password="Staff-secret-1"
        )
        transaction.commit()
        manager = visit()
        manager.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        shown = html.fromstring(manager.get("@@usergroup-groupprefs").text)
        sent = {"groupname": GROUP, "userid": "reader", "form.submitted": "1"}
        sent["_authenticator"] = shown.xpath("//input[@name='_authenticator']/@value")[
            0
        ]
        answer = manager.post(f"@@usergroup-{page}", data=sent | fields)
        assert answer.status_code == 403
        assert "found from the entitlements of patrons" in answer.text

    @pytest.mark.parametrize("change", [{"users": {"editor": True}}, {"title": "X"}])
    def test_change_and_delete_none_of_them(self, site, visit, change):
        manager = visit()
        manager.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        path = f"@groups/{GROUP}"
        for answer in (
            manager.patch(path, json=change, headers=JSON),
            manager.delete(path, headers=JSON),
        ):
            assert answer.status_code == 403
            assert "entitlements" in answer.json()["error"]["message"]

    def test_change_and_delete_others(self, site, visit):
        manager = visit()
        manager.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        change = {"title": "Judges"}
        answer = manager.patch("@groups/Reviewers", json=change, headers=JSON)
        assert answer.status_code == 204
        assert manager.delete("@groups/Reviewers", headers=JSON).status_code == 204


class TestGroups:
    def test_of_whoever_may_request_alone(self, portal, make_patron):
        found = set(api.user.get(make_patron().user_id).getGroups())
        assert {"request-reservation", "request-article-research"} <= found
        assert "service-article-research" in found
        assert "service-reservation" not in found

    def test_are_of_patrons_alone(self, portal):
        user = api.user.create("e@example.org", "editor", "Mizuumi-4711-b")
        assert not [
            g for g in user.getGroups() if g.startswith(("service-", "request-"))
        ]

    def test_of_groups_are_told_without_a_look_into_the_directory(
        self, portal, make_patron, monkeypatch
    ):
        """PAS asks for the groups of each group, several times a page."""
        asked = []

        class Directory:
            def get(self, user_id):
                asked.append(user_id)

        monkeypatch.setattr(groups, "queryUtility", lambda _interface: Directory())
        user_id = make_patron().user_id
        api.user.get(user_id)
        assert user_id in asked
        portal.acl_users._getGroupsForPrincipal(PropertiedUser("service-reference"))
        assert not [one for one in asked if is_reserved(one)]

    def test_are_stored_nowhere(self, portal, make_patron):
        make_patron()
        assert not [
            name
            for name in portal.acl_users.source_groups.getGroupIds()
            if is_reserved(name)
        ]
