from concurrent.futures import ThreadPoolExecutor
from lxml import html
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from threading import Barrier
from transaction import abort

import pytest


ALERTS = "//*[contains(@class,'alert')]//text()"


@pytest.fixture
def at_once(log_in, path):
    """Lets editors, each with an open page, press their buttons together."""

    def press(*steps):
        gate = Barrier(len(steps))
        pages = [prepare(log_in(editor), path, step) for editor, step in steps]

        def post(page):
            visitor, url, fields = page
            gate.wait()
            tree = html.fromstring(visitor.post(url, data=fields).text)
            return " ".join(tree.xpath(ALERTS))

        with ThreadPoolExecutor(len(steps)) as pool:
            return list(pool.map(post, pages))

    return press


def prepare(visitor, path, step):
    tree = html.fromstring(visitor.get(f"{path}/decline").text)
    hidden = tree.cssselect("#content form input[type=hidden]")
    fields = {field.get("name"): field.get("value") for field in hidden}
    url = f"{path}/{'decline' if step == 'decline' else 'decide'}"
    return visitor, url, fields | {"step": step, "reasons:list": "under-age"}


class TestTwoEditorsAtOnce:
    def test_one_decides_the_other_is_told(
        self, at_once, application, applicant, mails
    ):
        said = at_once(("editor", "verify"), ("editor-b", "decline"))
        abort()
        done = [text for text in said if "has been notified" in text]
        late = [text for text in said if "changed in the meantime" in text]
        assert len(done) == len(late) == 1
        verified = state_of(application) is State.VERIFIED
        assert applicant.is_official is verified
        kind = "application-verified" if verified else "application-declined"
        assert [notice.kind for notice in applicant.notices] == [kind]
        assert len(mails) == 1

    def test_only_one_claims(self, at_once, application):
        said = at_once(("editor", "claim"), ("editor-b", "claim"), ("manager", "claim"))
        assert sum("You have claimed" in text for text in said) == 1
        abort()
        assert state_of(application) is State.IN_REVIEW
