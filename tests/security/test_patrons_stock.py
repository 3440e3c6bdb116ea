"""What stock Plone lets any member do, done by a patron."""

from ..staff import STAFF_PASSWORD
from ..walk import accounts_of
from ..walk import last_write
from ..walk import methods_of
from ..walk import TOOLS
from ..walk import values_for
from io import BytesIO
from logging import ERROR
from ndl.registration.patrons.directory import get_directory
from PIL import Image
from plone import api
from transaction import abort
from transaction import commit

import pytest


VERBS = (
    "OPTIONS",
    "TRACE",
    "PROPFIND",
    "PROPPATCH",
    "MKCOL",
    "PUT",
    "DELETE",
    "COPY",
    "MOVE",
    "LOCK",
    "UNLOCK",
    "PATCH",
    "REPORT",
    "SEARCH",
    "ACL",
)
VIEWS = ("login", "@@my-account")
PLACES = (
    "",
    "news",
    "new-thing",
    *VIEWS,
    "acl_users",
    "acl_users/source_users",
    "portal_memberdata",
    "portal_memberdata/portraits",
    "portal_memberdata/portraits/{user_id}",
    "portal_membership",
    "Members",
    "Members/{user_id}",
)
PROPERTIES = (
    '<?xml version="1.0"?><D:propertyupdate xmlns:D="DAV:" xmlns:p="x">'
    "<D:set><D:prop><p:title>mine</p:title></D:prop></D:set></D:propertyupdate>"
)
LOCK = (
    '<?xml version="1.0"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/>'
    "</D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>"
)
BODIES = {"PROPPATCH": PROPERTIES, "LOCK": LOCK}


def picture():
    file = BytesIO()
    Image.new("RGB", (40, 40), "red").save(file, "PNG")
    return file.getvalue()


# Whatever Zope takes for the name of a method to publish.
NAMES = ("createMemberArea", "manage_delObjects", "index_html")


@pytest.fixture
def content(site):
    """A folder for members with something in it, as sites with home folders have."""
    with api.env.adopt_roles(["Manager"]):
        api.content.create(site, "Folder", "Members")
        api.content.create(site, "Folder", "news")
        api.content.create(site.news, "Document", "item", "An item")
    site.portal_membership.memberareaCreationFlag = True
    commit()


def site_of(site):
    """The site as others see it: what is in it, and who made it."""
    abort()
    found = {"": _facts(site)}
    for brain in site.portal_catalog.unrestrictedSearchResults():
        item = brain._unrestrictedGetObject()
        found[brain.getPath()] = _facts(item)
    found["members"] = sorted(site.Members.objectIds())
    return found


def _facts(item):
    return {
        "title": item.Title(),
        "creators": item.listCreators(),
        "locks": item.wl_isLocked() if hasattr(item, "wl_isLocked") else False,
        "ids": sorted(item.objectIds()) if hasattr(item, "objectIds") else [],
        "tid": item._p_serial,
    }


def send(visitor, verb, place=""):
    headers = {
        "Content-Type": "text/xml",
        "Depth": "infinity",
        "Destination": f"{visitor.url}/taken",
    }
    body = BODIES.get(verb, "" if verb == "PROPFIND" else "text")
    return visitor.request(verb, place, data=body, headers=headers)


def publish(visitor, address, patron):
    """Ask for a method by POST, and by GET as well where that is let through.

    No method is open to GET alone: some refuse it, none demands it.
    """
    values = values_for(patron.user_id, "Kawaguchi-815-k")
    for verb, sent in (("post", {"data": values}), ("get", {"params": values})):
        answer = visitor.request(verb, address, allow_redirects=False, **sent)
        if answer.status_code in {401, 403, 404} or "/login" in answer.headers.get(
            "Location", ""
        ):
            return


class TestMethods:
    def test_of_the_tools_change_nothing(
        self, site, content, logged_in, patron, subtests
    ):
        for path in TOOLS:
            with subtests.test(path=path):
                before, changing = (accounts_of(site), site_of(site)), []
                for name in methods_of(site, path):
                    written = last_write(site)
                    publish(logged_in, f"{path}/{name}", patron)
                    if last_write(site) == written:
                        continue
                    if (accounts_of(site), site_of(site)) != before:
                        changing.append(name)
                        before = (accounts_of(site), site_of(site))
                assert changing == []
                assert patron.user_id in get_directory()

    @pytest.mark.parametrize(
        "path",
        [
            "portal_membership/changeMemberPortrait",
            "news/portal_membership/changeMemberPortrait",
            "portal_membership?changeMemberPortrait:method=1",
        ],
    )
    def test_no_portrait_is_published(self, site, content, logged_in, patron, path):
        before = accounts_of(site)
        answer = logged_in.post(
            path, files={"portrait": ("p.png", picture(), "image/png")}
        )
        assert answer.status_code in {403, 404}
        assert accounts_of(site) == before
        assert "portraits" not in answer.text

    @pytest.mark.parametrize(
        "values",
        [
            {"fullname": "X"},
            {"portrait": {"filename": "p.png", "content-type": "image/png"}},
            {"description": "X", "home_page": "https://example.net"},
        ],
    )
    def test_rest_keeps_nothing(self, site, logged_in, patron, values):
        before = accounts_of(site)
        logged_in.patch(
            f"@users/{patron.user_id}",
            json=values,
            headers={"Accept": "application/json"},
        )
        assert accounts_of(site) == before


class TestVerbs:
    def test_write_nothing(self, site, content, logged_in, patron, subtests):
        for verb in [*VERBS, *NAMES]:
            with subtests.test(verb=verb):
                accounts, things = accounts_of(site), site_of(site)
                for place in PLACES:
                    answer = send(logged_in, verb, place.format(user_id=patron.user_id))
                    assert answer.status_code in {401, 404, 405, 501}, place
                    assert "Traceback" not in answer.text
                assert accounts_of(site) == accounts
                assert site_of(site) == things
                assert patron.user_id in get_directory()

    @pytest.mark.parametrize("kind", ["text/html", "*/*"])
    def test_of_strangers_write_nothing(
        self, site, content, visitor, subtests, caplog, kind
    ):
        visitor.headers["Accept"] = kind
        for verb in [*VERBS, "NOTHING"]:
            with subtests.test(verb=verb):
                things = site_of(site)
                for place in ("", "news", "new-thing", "new-thing/deeper", *VIEWS):
                    answer = send(visitor, verb, place)
                    assert answer.status_code in {401, 404, 405, 409}, place
                    assert "<html" not in answer.text.lower()
                assert site_of(site) == things
        assert [one for one in caplog.records if one.levelno >= ERROR] == []

    def test_of_rest_are_open(self, logged_in, patron):
        answer = logged_in.patch(
            f"@users/{patron.user_id}", json={}, headers={"Accept": "application/json"}
        )
        assert answer.status_code not in {405, 500}

    def test_of_webdav_stay_with_staff(self, visitor, manager):
        visitor.log_in(manager, STAFF_PASSWORD)
        assert send(visitor, "PROPFIND").status_code == 207
