"""Titles of the desk and of applications on Plone's own pages."""

from lxml import html
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.content import DESK_TYPE
from ndl.registration.review.desk import get_desk
from plone import api
from plone.app.portlets.portlets.navigation import Assignment
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from transaction import commit
from zope.component import getMultiAdapter
from zope.component import getUtility

import pytest


JSON = {"Accept": "application/json"}
LANGUAGES = [("en", "First application"), ("ja", "新規の申請")]
DESKS = [("en", "Registration desk"), ("ja", "利用者登録審査")]
_IS = "plone.app.querystring.operation.selection.any"
QUERY = [{"i": "portal_type", "o": _IS, "v": [APPLICATION_TYPE, DESK_TYPE]}]
VIEWS = ("listing_view", "summary_view", "tabular_view", "full_view")


@pytest.fixture
def collection(site):
    """A public collection of the desk and all applications."""
    with api.env.adopt_roles(["Manager"]):
        made = api.content.create(
            container=site, type="Collection", title="Applications", query=QUERY
        )
    commit()
    return made


@pytest.fixture(params=["en", "ja"])
def language(request):
    return request.param


@pytest.fixture
def editor_reads(editor, language):
    """The text of a page for an editor, in the language."""
    editor.cookies.set("I18N_LANGUAGE", language)

    def read(path, part):
        tree = html.fromstring(editor.get(path).text)
        return " ".join(part.text_content() for part in tree.cssselect(part))

    return read


@pytest.fixture
def title(application, language):
    return f"{dict(LANGUAGES)[language]} {application.getId()}"


@pytest.fixture
def desk_title(language):
    return dict(DESKS)[language]


class TestCollections:
    @pytest.mark.parametrize("view", VIEWS)
    def test_name_kind_and_number(
        self, editor_reads, collection, title, desk_title, view
    ):
        collection.setLayout(view)
        commit()
        shown = editor_reads(collection.getId(), "#content-core")
        assert title in shown
        assert desk_title in shown

    @pytest.mark.parametrize("view", VIEWS)
    def test_name_nobody(self, editor, applicant, application, collection, view):
        collection.setLayout(view)
        commit()
        shown = editor.get(collection.getId()).text
        assert applicant.person.family_name not in shown
        assert applicant.email not in shown

    def test_show_others_none(self, log_in, application, collection):
        for who in ("", "member"):
            shown = log_in(who).get(collection.getId()).text
            assert application.getId() not in shown
            assert "Registration desk" not in shown

    def test_name_other_content_as_before(self, editor, collection):
        with api.env.adopt_roles(["Manager"]):
            collection.query = [{"i": "portal_type", "o": _IS, "v": ["Collection"]}]
        commit()
        assert "Applications" in editor.get(f"{collection.getId()}/summary_view").text


class TestRest:
    def test_searches_name_kind_and_number(self, editor, language, title, desk_title):
        editor.cookies.set("I18N_LANGUAGE", language)
        found = editor.get(
            "@search",
            params={"portal_type": [APPLICATION_TYPE, DESK_TYPE]},
            headers=JSON,
        ).json()["items"]
        assert {one["title"] for one in found} == {title, desk_title}
        asked = {"query": QUERY, "metadata_fields": ["Title"]}
        found = editor.post("@querystring-search", json=asked, headers=JSON).json()
        assert {one["Title"] for one in found["items"]} == {title, desk_title}

    def test_the_desk_lists_them_by_title(self, editor, language, title, desk_title):
        editor.cookies.set("I18N_LANGUAGE", language)
        desk = editor.get("registration-desk", headers=JSON).json()
        assert desk["title"] == desk_title
        assert [one["title"] for one in desk["items"]] == [title]

    def test_an_application_has_its_own(
        self, editor, language, path, title, desk_title
    ):
        editor.cookies.set("I18N_LANGUAGE", language)
        shown = editor.get(path, headers=JSON).json()
        assert shown["title"] == title
        assert shown["parent"]["title"] == desk_title


class TestPages:
    def test_breadcrumbs(self, editor_reads, path, title, desk_title):
        way = editor_reads(path, "#portal-breadcrumbs")
        assert title in way
        assert desk_title in way

    def test_navigation_portlet(self, editor_reads, site, path, title, desk_title):
        with api.env.adopt_roles(["Manager"]):
            manager = getUtility(IPortletManager, "plone.leftcolumn")
            column = getMultiAdapter((site, manager), IPortletAssignmentMapping)
            column["tree"] = Assignment(topLevel=0)
        commit()
        shown = editor_reads(f"{path}/contact-info", ".portletNavigationTree")
        assert title in shown
        assert desk_title in shown

    def test_folder_contents(self, editor_reads, desk_title):
        page = "registration-desk/folder_contents"
        assert editor_reads(page, "#content h1").strip() == desk_title
        assert editor_reads(page, "title").startswith(desk_title)

    def test_script_of_folder_contents(self, editor, language, desk_title):
        editor.cookies.set("I18N_LANGUAGE", language)
        told = editor.get("registration-desk/fc-contextInfo").json()
        assert told["object"]["Title"] == desk_title
        assert [one["title"] for one in told["breadcrumbs"]] == [desk_title]

    def test_content_history_of_the_desk(self, editor_reads, desk_title):
        history = "registration-desk/@@historyview"
        assert editor_reads(history, "#content h1") == desk_title

    def test_content_history_of_an_application(self, editor_reads, path, title):
        history = f"{path}/@@historyview"
        assert title in editor_reads(history, "#portal-breadcrumbs")
        assert "editor" not in editor_reads(history, "h2 + ul")
        with api.env.adopt_user(username="editor"):
            api.content.transition(get_desk()[path.rpartition("/")[2]], "claim")
        commit()
        assert "editor" in editor_reads(history, "h2 + ul")

    def test_a_title_of_ones_own_stays(self, editor_reads, site):
        get_desk().title = "Applications of readers"
        commit()
        page = "registration-desk/folder_contents"
        assert editor_reads(page, "#content h1") == "Applications of readers"

    @pytest.mark.parametrize(
        "page", ["@@title", "@@plone_context_state/object_title", "@@historyview"]
    )
    def test_others_do_not_learn_them(self, log_in, path, page):
        for who in ("", "member"):
            shown = log_in(who).get(f"{path}/{page}").text
            assert "First application" not in shown
