"""Applications in stock collections, by state and by date."""

from DateTime import DateTime
from datetime import timedelta
from lxml import html
from ndl.registration.clock import now
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.states import WORKFLOW
from ndl.registration.settings import settings
from plone import api
from transaction import commit

import json
import pytest
import time_machine


_IS = "plone.app.querystring.operation.selection.any"
_DATE = "plone.app.querystring.operation.date"
TYPE = {"i": "portal_type", "o": _IS, "v": [APPLICATION_TYPE]}


@pytest.fixture
def collect(site):
    """Makes a public collection of applications; its address."""

    def make(**criterion):
        with api.env.adopt_roles(["Manager"]):
            made = api.content.create(
                container=site,
                type="Collection",
                title="Applications",
                query=[TYPE, criterion],
                sort_on="modified",
            )
        commit()
        return made.getId()

    return make


def day(days):
    return (now() + timedelta(days=days)).date().isoformat()


class TestCollection:
    @pytest.mark.parametrize("index", ["created", "modified", "effective", "Date"])
    def test_by_date(self, editor, log_in, application, collect, index):
        shown = collect(i=index, o=f"{_DATE}.between", v=[day(-1), day(1)])
        assert application.getId() in editor.get(shown).text
        assert application.getId() not in log_in("member").get(shown).text
        earlier = collect(i=index, o=f"{_DATE}.lessThan", v=day(-2))
        assert application.getId() not in editor.get(earlier).text

    def test_by_the_day_of_the_last_step(self, site, editor, application, collect):
        with time_machine.travel(now() + timedelta(days=3), tick=False):
            with api.env.adopt_user(username="editor"):
                api.content.transition(application, "claim")
            commit()
        shown = collect(i="modified", o=f"{_DATE}.between", v=[day(2), day(4)])
        assert application.getId() in editor.get(shown).text
        # The columns of folder contents.
        [brain] = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            path="/".join(application.getPhysicalPath())
        )
        last = application.workflow_history[WORKFLOW][-1]["time"]
        assert int(DateTime(brain.ModificationDate)) == int(last)

    def test_by_state(self, site, editor, application, collect):
        waiting = collect(i="review_state", o=_IS, v=["submitted"])
        verified = collect(i="review_state", o=_IS, v=["verified"])
        number = application.getId()
        assert number in editor.get(waiting).text
        with api.env.adopt_user(username="editor"):
            api.content.transition(application, "verify")
        commit()
        assert number not in editor.get(waiting).text
        assert number in editor.get(verified).text


class TestFolderContents:
    def test_shows_times_in_the_zone_of_the_site(self, site, editor):
        api.portal.set_registry_record("plone.portal_timezone", "Asia/Tokyo")
        commit()
        page = editor.get("registration-desk/folder_contents")
        (options,) = html.fromstring(page.text).xpath("//@data-pat-structure")
        assert json.loads(options)["dateFormat"]["timeZone"] == "Asia/Tokyo"

    def test_names_kind_and_number_alone(self, editor, log_in, applicant, application):
        page = editor.get("registration-desk/folder_contents").text
        (options,) = html.fromstring(page).xpath("//@data-pat-structure")
        source = json.loads(options)["vocabularyUrl"]
        wanted = ["Title", "id", "portal_type", "path", "review_state"]
        asked = {"attributes": json.dumps(wanted)}
        criteria = [{"i": "portal_type", "o": _IS, "v": [APPLICATION_TYPE]}]
        asked |= {"query": json.dumps({"criteria": criteria})}
        asked |= {"batch": json.dumps({"page": 1, "size": 15})}
        answer = editor.get(source, params=asked)
        (row,) = answer.json()["results"]
        assert row["Title"] == f"First application {application.getId()}"
        assert applicant.person.family_name not in answer.text
        editor.cookies.set("I18N_LANGUAGE", "ja")
        (row,) = editor.get(source, params=asked).json()["results"]
        assert row["Title"] == f"新規の申請 {application.getId()}"
        assert row["review_state"] == "確認待ち"
        for who in ("", "member"):
            refused = log_in(who).get(source, params=asked)
            assert application.getId() not in refused.text

    def test_may_run_the_scripts_of_plone(self, site, editor):
        header = "Content-Security-Policy"
        policy = editor.get("registration-desk/folder_contents").headers[header]
        assert policy == " ".join(settings().site_content_policy.split())
        assert policy != editor.get("registration-desk").headers[header]

    def test_is_for_editors(self, site, log_in):
        for who in ("", "member"):
            answer = log_in(who).get("registration-desk/folder_contents")
            assert "data-pat-structure" not in answer.text
