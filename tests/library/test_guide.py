"""The guide to protected content, each of its blocks run as it stands there."""

from .conftest import GROUP
from .test_enforcement import ALL
from .test_enforcement import seen
from .test_workflow import GUIDE
from lxml import html
from ndl.registration.interfaces import Identity
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from plone import api

import pytest
import re
import subprocess
import transaction


ADDRESS, TOKEN = "https://portal.example.org", "q0Zt…"
PLACEHOLDER = "    ..."


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(), re.S)


@pytest.fixture
def shelf(shelf):
    """The content, as long as nobody was given a right."""
    api.group.revoke_roles(GROUP, roles=["Reader"], obj=shelf)
    shelf.reindexObjectSecurity()
    transaction.commit()
    return shelf


@pytest.fixture
def manager_token(shelf):
    api.user.create(email="m@ndl.example", username="manager", password="Kawabe-4711-x")
    api.user.grant_roles(username="manager", roles=["Manager"])
    identity = Identity("manager", "manager", "staff", "", "en", needs_code=True)
    ticket = open_session(identity, Strength.CODE)
    transaction.commit()
    return ticket


@pytest.fixture
def manager(visit, manager_token):
    visitor = visit()
    visitor.cookies.set("ndl_session", manager_token)
    return visitor


def steps():
    """The numbered steps of the section "In the browser"."""
    section = GUIDE.read_text().partition("## In the browser")[2].partition("\n## ")[0]
    return [" ".join(step.split()) for step in re.split(r"\n\d\. ", section)[1:]]


def marked(text, sign="*"):
    return re.findall(rf"\{sign}([^*`]+)\{sign}", text)


def send_form(visitor, form, **more):
    """Send a form of a page as a browser does, with these fields as well."""
    fields = [*form.form_values(), *more.items()]
    return visitor.post(form.action, data=fields)


def test_in_the_browser(shelf, entitled, logged_in, manager):
    assert seen(logged_in) == set()
    _private, search, tick = steps()
    (tab, press), (typed,) = marked(search), marked(search, "`")
    column, name, save = marked(tick)
    page = html.fromstring(manager.get("shelf").text)
    (link,) = page.xpath(f"//*[@id='edit-zone']//a[contains(., '{tab}')]/@href")
    page = html.fromstring(manager.get(link).text)
    (button,) = page.xpath(f"//form//button[normalize-space()='{press}'][@name]")
    (form,) = button.xpath("ancestor::form")
    form.fields["search_term"] = typed
    answer = send_form(manager, form, **{button.get("name"): button.get("value") or ""})
    page = html.fromstring(answer.text)
    (row,) = page.xpath(f"//tr[td[1][contains(., '{name}')]]")
    table = row.xpath("ancestor::table")[0]
    titles = [one.text_content().strip() for one in table.xpath(".//th")]
    (box,) = row[titles.index(column)].xpath(".//input[@type='checkbox']")
    box.checked = True
    (form,) = box.xpath("ancestor::form")
    (button,) = form.xpath(f".//button[normalize-space()='{save}']")
    send_form(manager, form, **{button.get("name"): button.get("value") or ""})
    assert seen(logged_in) == ALL


def test_over_rest(shelf, entitled, logged_in, visitor, manager_token, tmp_path):
    assert seen(logged_in) == set()
    (text,), (body,) = blocks("console"), blocks("json")
    script = re.sub(r"^\$ ", "", text, flags=re.M)
    for written, here in ((ADDRESS, visitor.url), (TOKEN, manager_token)):
        assert written in script
        script = script.replace(written, here)
    (tmp_path / "sharing.json").write_text(body)
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert GROUP in done.stdout
    assert seen(logged_in) == ALL


def test_in_a_script(shelf, entitled, logged_in):
    script, _package = blocks("python")
    exec(script, {})
    transaction.commit()
    assert seen(logged_in) == ALL


def test_in_a_package(entitled, make_patron):
    _script, package = blocks("python")
    assert package.count(PLACEHOLDER) == 1
    found = []
    others = (make_patron(email="taro@example.org").user_id, "E000000000")
    for user_id in (entitled.user_id, *others):
        known = {"user_id": user_id, "found": found}
        exec(package.replace(PLACEHOLDER, "    found.append(user_id)"), known)
    assert found == [entitled.user_id]
