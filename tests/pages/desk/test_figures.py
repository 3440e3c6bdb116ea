"""The figures of the desk as a page, as plots, as files and over REST."""

from lxml import etree
from lxml import html
from ndl.registration.clock import today
from ndl.registration.review import decide
from ndl.registration.review.figures import get_figures
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings
from plone import api
from transaction import commit

import csv
import pytest
import re


JSON = {"Accept": "application/json"}
PAGE = "registration-desk/desk-figures"
SERVICE = "@registration-figures"
FAULTY = "?since=2026-04-31&until=2026-05-01"


@pytest.fixture
def declined(site, application, log_in):
    """An application that was declined today."""
    settings().figures_by_editor = True
    with api.env.adopt_user(username="editor"):
        decide.decline(application, ("expired",), "", token_of(application))
    commit()
    return application


def table_of(answer):
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def is_still(picture):
    """Whether the picture runs nothing, loads nothing and has no inline style."""
    names = {str(one.tag).rpartition("}")[2] for one in picture.iter()}
    found = picture.xpath("//@style | //@*[starts-with(name(), 'on')]")
    linked = picture.xpath("//@*[contains(name(), 'href')]")
    return "script" not in names and "rect" in names and not found and not linked


class TestPage:
    def test_shows_plots_tables_and_files(self, declined, log_in):
        editor = log_in("editor")
        tree = html.fromstring(editor.get(PAGE).text)
        rows = [one.cssselect("tr")[-1] for one in tree.cssselect("tbody")]
        cells = [
            [cell.cssselect("span")[-1].text_content() for cell in row.cssselect("td")]
            for row in rows
        ]
        assert cells[0][2:] == ["1", "1", "0", "1", "0", "0", "0", "0"]
        assert cells[1:] == [
            ["1", "The identification document has expired.", "1"],
            ["editor", "1", "0", "1"],
        ]
        sources = tree.cssselect("img.ndl-plot")
        assert len(sources) == 4
        for image in sources:
            assert image.get("alt")
            answer = editor.get(image.get("src"))
            assert answer.headers["Content-Type"].startswith("image/svg+xml")
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert is_still(etree.fromstring(answer.content))
        files = tree.xpath("//a[contains(@href, 'desk-figures-csv')]/@href")
        lines, reasons, editors = (table_of(editor.get(file)) for file in files)
        assert lines[-1]["declined"] == lines[-1]["received"] == "1"
        assert reasons == [{"reason": "expired", "declined": "1"}]
        assert editors[0]["editor"] == "editor"

    def test_keeps_what_cannot_be_understood(self, site, log_in):
        editor = log_in("editor")
        answer = editor.get(PAGE + FAULTY)
        assert answer.status_code == 400
        tree = html.fromstring(answer.text)
        (field,) = tree.cssselect("#since")
        assert field.get("value") == "2026-04-31"
        assert field.get("aria-invalid") == "true"
        assert "2026-04-01" in tree.cssselect("#since-error")[0].text_content()
        for page, status in {
            f"registration-desk/desk-figures-plot{FAULTY}": 400,
            f"registration-desk/desk-figures-csv{FAULTY}": 400,
            "registration-desk/desk-figures-plot?plot=x": 404,
            "registration-desk/desk-figures-csv?table=span": 404,
        }.items():
            assert editor.get(page).status_code == status, page

    def test_is_for_editors(self, site, log_in, subtests):
        for page in (PAGE, f"{PAGE}-plot", f"{PAGE}-csv", SERVICE):
            with subtests.test(page=page):
                answer = log_in("member").get(page, headers=JSON, allow_redirects=False)
                assert answer.status_code in (302, 401, 403)


class TestTold:
    def test_patrons_learn_how_long_it_takes(self, application, applicant, log_in):
        settings().follows_queue = True
        get_figures().add(today(), ("took", "7"), 20)
        commit()
        words = "within\\s+7\\s+business days|about\\s+7\\s+business days"
        patron, stranger = log_in(applicant.user_id), log_in("")
        for visitor, page in (
            (patron, "my-account"),
            (stranger, "user-registration"),
        ):
            text = html.fromstring(visitor.get(page).text).text_content()
            assert re.search(words, text), page
        found = patron.get("@my-application", headers=JSON).json()
        assert found["usual_days"] == 7


class TestRest:
    def test_answers_the_same(self, declined, log_in):
        editor = log_in("editor")
        found = editor.get(f"{SERVICE}?by=day", headers=JSON).json()
        assert found["by"] == "day"
        assert found["total"]["declined"] == found["lines"][-1]["received"] == 1
        title = "The identification document has expired."
        reason = {"reason": "expired", "declined": 1, "title": title}
        assert found["reasons"] == [reason]
        assert found["editors"][0]["editor"] == "editor"
        rows = table_of(editor.get(f"{SERVICE}/lines.csv?by=day", headers=JSON))
        assert len(rows) == len(found["lines"])

    def test_refuses(self, site, log_in):
        editor = log_in("editor")
        answer = editor.get(SERVICE + FAULTY, headers=JSON)
        assert answer.status_code == 400
        error = answer.json()["error"]
        assert error["code"] == "span-faulty"
        assert list(error["fields"]) == ["since"]
        for path in ("lines", "x.csv", "lines.csv/x"):
            answer = editor.get(f"{SERVICE}/{path}", headers=JSON)
            assert answer.status_code == 404, path
