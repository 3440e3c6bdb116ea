"""Deciding on the page of the application, and going on with the next one."""

from ...visitor import message_of
from .conftest import hand_in
from lxml import html
from ndl.registration.review.indexing import index_application
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from transaction import commit

import pytest


CHECKED = ["name", "both-sides"]


def send(editor, path, **fields):
    """Send the form of the decision, as its buttons do."""
    page = html.fromstring(editor.get(path).content)
    form = page.xpath("//section[@id='ndl-work']//form")[0]
    step = "decline" if "decline" in fields else "decide"
    query = path.partition("?")[0]
    return editor.post(f"{query}/{step}", data=dict(form.form_values()) | fields)


@pytest.fixture
def another(site, make_patron):
    """An application that came later."""
    return hand_in(make_patron(email="next@example.org", phone="+81312340000"))


class TestForm:
    def test_verifies_and_goes_on(self, editor, path, application, another, state):
        answer = send(editor, path, **{"step": "verify", "checked:list": CHECKED})
        assert state() is State.VERIFIED
        assert application.checked == tuple(CHECKED)
        assert another.getId() in answer.url
        assert state_of(another) is State.IN_REVIEW
        page = html.fromstring(answer.content)
        assert page.xpath(f"//a[contains(@href, '/{application.getId()}')]")
        assert "The name is the same" in editor.get(path).text

    def test_declines_and_ends_with_the_list(self, editor, path, application, state):
        values = {"decline": "1", "reasons:list": "no-back", "note": "裏面も"}
        answer = send(editor, path, **values | {"checked:list": CHECKED})
        assert state() is State.DECLINED
        assert (application.note, application.checked) == ("裏面も", tuple(CHECKED))
        assert answer.url.endswith("/registration-desk")
        assert "No application waits" in answer.text

    def test_keeps_to_the_filters_of_the_list(self, editor, path, another):
        another.declared = {**another.declared, "country": "FR"}
        index_application(another)
        commit()
        answer = send(editor, f"{path}?country=JP", step="verify")
        assert answer.url.endswith("/registration-desk?country=JP")
        assert state_of(another) is State.SUBMITTED

    def test_other_steps_keep_to_them_as_well(self, editor, path):
        asked = "country=JP"
        claimed = editor.submit(f"{path}?{asked}", f"{path}/decide", step="claim")
        assert claimed.url.endswith(f"{path}?{asked}")
        page = html.fromstring(claimed.content)
        (back,) = page.xpath("//a[@data-key='e']/@href")
        assert back.endswith(f"/registration-desk?{asked}")
        (link,) = page.xpath("//a[@data-key='q']/@href")
        ask = link.partition(f"{editor.url}/")[2]
        listed = editor.submit(ask, f"{path}/ask", question="The back?", ask="1")
        assert listed.url.endswith(f"/registration-desk?{asked}")

    def test_names_who_has_claimed_it(self, editor, log_in, path):
        editor.submit(path, f"{path}/decide", step="claim")
        told = html.fromstring(log_in("editor-b").get(path).content)
        assert "claimed by editor" in " ".join(
            told.get_element_by_id("ndl-claimed").text_content().split()
        )
        mine = html.fromstring(editor.get(path).content)
        assert not mine.xpath("//*[@id='ndl-claimed']")

    def test_shows_what_is_missing_with_all_that_was_typed(self, editor, path, state):
        values = {"decline": "1", "note": "裏面も", "checked:list": CHECKED}
        page = html.fromstring(send(editor, path, **values).content)
        assert page.xpath("//*[@id='reasons-error']")
        assert page.get_element_by_id("note").value == "裏面も"
        ticked = page.xpath("//input[@name='checked:list'][@checked]/@value")
        assert ticked == CHECKED
        assert page.xpath("//img[contains(@src, '@@identity-document/1')]")
        assert state() is State.SUBMITTED

    def test_keeps_what_was_typed_when_it_is_refused(self, editor, log_in, path, state):
        page = html.fromstring(editor.get(path).content)
        form = page.xpath("//section[@id='ndl-work']//form")[0]
        typed = {"decline": "1", "reasons:list": "other", "note": "裏面も"}
        log_in("editor-b").submit(path, f"{path}/decide", step="claim")
        data = dict(form.form_values()) | typed
        answer = editor.post(f"{path}/decline", data=data)
        shown = html.fromstring(answer.content)
        assert "editor-b is working on this" in message_of(answer)
        assert shown.get_element_by_id("note").value == "裏面も"
        assert shown.get_element_by_id("reason-other").get("checked")
        assert state() is State.IN_REVIEW

    def test_is_not_there_once_it_is_decided(self, editor, path, application):
        send(editor, path, step="verify")
        assert 'id="ndl-work"' not in editor.get(path).text


class TestShown:
    def test_data_and_pictures_are_on_each_page(self, editor, path, subtests):
        for page in ("", "/decide?step=verify", "/decline", "/ask"):
            with subtests.test(page=page):
                tree = html.fromstring(editor.get(path + page).content)
                (data,) = tree.find_class("ndl-declared")
                assert "1990" in data.text_content()
                assert tree.xpath("//a[starts-with(@href, 'tel:+81')]")
                assert tree.xpath("//img[contains(@src, '@@identity-document/1')]")

    def test_what_was_corrected_is_marked(self, editor, applicant, application, path):
        before = application.getId()
        send(editor, path, **{"decline": "1", "reasons:list": "under-age"})
        commit()
        again = hand_in(applicant)
        again.declared = {**again.declared, "city": "精華町"}
        commit()
        own = path.replace(before, again.getId())
        tree = html.fromstring(editor.get(own).content)
        (marked,) = tree.xpath("//div[contains(@class, 'ndl-corrected')]")
        assert (
            "千代田区"
            in marked.xpath(".//*[contains(@class, 'before')]")[0].text_content()
        )
        said = editor.get(own, headers={"Accept": "application/json"}).json()
        assert (said["declined_before"], said["changed_since"]) == (before, ["city"])


def test_the_check_list_over_rest(editor, path, application):
    headers = {"Accept": "application/json"}
    body = {"checked": ["photographed", "name", "nonsense"]}
    answer = editor.post(f"{path}/@workflow/verify", json=body, headers=headers)
    assert answer.status_code == 200
    assert editor.get(path, headers=headers).json()["checked"] == [
        "name",
        "photographed",
    ]
