from ...visitor import message_of
from concurrent.futures import ThreadPoolExecutor
from lxml import html
from ndl.registration.browser.layout.home import home_of
from ndl.registration.clock import today
from ndl.registration.events import AuditTag
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.review.own_patrons import link_patron
from plone import api
from plone.app.testing import login
from threading import Barrier

import pytest
import transaction


DESK = "request-desk"
JSON = {"Accept": "application/json"}


def item_page(request):
    return f"patron-request?request={request.request_id}"


def numbers_on(answer):
    tree = html.fromstring(answer.text)
    return tree.xpath("//td//a[contains(@class,'ndl-number')]/text()")


def now_of(request):
    transaction.begin()
    return get_requests().get(request.request_id)


@pytest.fixture
def second(site, make_patron):
    """Another patron's request."""
    other = make_patron(email="b@example.org", family_name="図書")
    made = place_request(other, "article-research", {"title": "源氏物語"})
    transaction.commit()
    return made


class TestQueue:
    def test_is_confined_by_the_address(self, clerk, asked, second, audited):
        both = [asked.request_id, second.request_id]
        page = clerk.get(DESK)
        assert numbers_on(page) == both
        assert "Show all that is to be done" in page.text
        listed = [e for e in audited if e.tag is AuditTag.REQUESTS_LISTED]
        assert (listed[0].by, listed[0].details) == ("clerk", {"requests": both})
        for query, found in (
            ("state=requested", both),
            ("state=accepted", []),
            ("service=article-research", both[1:]),
            (f"day={today()}", both),
            ("day=2020-01-01", []),
            (f"patron={second.user_id.lower()}", both[1:]),
            ("state=strange&day=9999-12-31&patron=E1&after=x&before=1%202", both),
        ):
            assert numbers_on(clerk.get(f"{DESK}?{query}")) == found, query
        page = clerk.get(DESK).text
        for words in ("国立 花子", "源氏物語", "Save the list as CSV"):
            assert words in page

    def test_leads_to_what_is_looked_for(self, clerk, asked, second):
        typed = asked.request_id.lower().replace("-", " ")
        assert clerk.get(f"{DESK}?find={typed}").url.endswith(item_page(asked))
        found = clerk.get(f"{DESK}?find={second.user_id}")
        assert numbers_on(found) == [second.request_id]
        nothing = clerk.get(f"{DESK}?find=K7M2")
        assert "neither a request of this number" in message_of(nothing)
        tree = html.fromstring(nothing.text)
        assert tree.xpath("//input[@id='find']/@value") == ["K7M2"]

    def test_is_where_its_staff_land(self, clerk, asked):
        assert home_of("clerk").endswith(f"/{DESK}")
        assert DESK in clerk.get("").text


class TestItem:
    def test_shows_all_and_takes_it_to_its_end(self, clerk, asked, patron, audited):
        page = clerk.get(item_page(asked))
        for words in ("03-1234-5678", "pp. 12-25", "hanako@example.org", "Accept"):
            assert words in page.text
        viewed = [e for e in audited if e.tag is AuditTag.REQUEST_VIEWED]
        assert [(e.user_id, e.by) for e in viewed] == [(patron.user_id, "clerk")]
        page = item_page(asked)
        for step, text in (("accept", ""), ("ship", "By parcel."), ("finish", "")):
            sent = {"step": step, "step_text": text}
            done = clerk.submit(page, "patron-request", **sent)
            assert "the patron has been notified" in message_of(done)
        assert now_of(asked).state is State.DONE
        assert "Next step" not in clerk.get(page).text

    def test_keeps_what_was_typed_when_it_refuses(self, clerk, asked):
        page, text = item_page(asked), "Too brittle."
        for sent, field in (
            ({"refuse": "1", "refusal_text": text}, "reason"),
            ({"refuse": "1", "reason": "other"}, "refusal_text"),
            ({"write": "1", "message": " "}, "message"),
            ({"call": "1", "call_note": "x" * 2001}, "call_note"),
        ):
            answer = clerk.submit(page, "patron-request", **sent)
            tree = html.fromstring(answer.text)
            [area] = tree.xpath(f"//*[@id='{field}']")
            assert area.get("aria-invalid") == "true", field
            assert tree.xpath(f"//*[@id='{field}-error']"), field
            typed = sent.get("refusal_text") or sent.get("call_note", "")
            assert typed in answer.text
        assert now_of(asked).mark == "1"
        sent = {"refuse": "1", "reason": "condition", "refusal_text": text}
        clerk.submit(page, "patron-request", **sent)
        assert now_of(asked).refusal.text == text

    def test_asks_for_the_entitlement_once_more(self, clerk, asked):
        row = SERVICE_TABLE.values_of(asked.service)
        SERVICE_TABLE.change(asked.service, row | {"needs_card": True})
        transaction.commit()
        page = item_page(asked)
        assert "has no registered user card" in clerk.get(page).text
        answer = clerk.submit(page, "patron-request", step="accept")
        assert "not open to the patron any more" in message_of(answer)
        assert now_of(asked).state is State.REQUESTED
        SERVICE_TABLE.change(asked.service, row | {"offered": False})
        transaction.commit()
        answer = clerk.submit(page, "patron-request", step="accept")
        assert "does not offer the service any more" in message_of(answer)

    def test_is_not_changed_by_an_old_page_or_another_site(self, clerk, asked):
        page = item_page(asked)
        hidden = {
            one.get("name"): one.get("value")
            for one in html.fromstring(clerk.get(page).text).cssselect(
                "#ndl-step input[type=hidden]"
            )
        }
        clerk.submit(page, "patron-request", call="1", call_note="Nobody answered.")
        late = clerk.post("patron-request", data=hidden | {"step": "accept"})
        assert "has been changed since this page was loaded" in message_of(late)
        bare = {"request": asked.request_id, "mark": "2", "step": "accept"}
        assert "expired" in message_of(clerk.post("patron-request", data=bare))
        assert now_of(asked).state is State.REQUESTED

    def test_is_closed_to_the_patron_who_works_here(self, clerk, asked, patron):
        link_patron("clerk", patron.user_id)
        transaction.commit()
        page = clerk.get(item_page(asked)).text
        assert "your own request" in page
        assert "Next step" not in page
        assert clerk.get("patron-request?request=K7M2-9QXD-B").status_code == 404


class TestPatrons:
    def test_see_neither_names_of_staff_nor_inner_notes(
        self, clerk, asked, logged_in, subtests
    ):
        page = item_page(asked)
        clerk.submit(page, "patron-request", call="1", call_note="Sounded unsure.")
        clerk.submit(page, "patron-request", step="accept", step_text="We begin.")
        assert "Sounded unsure." in clerk.get(page).text
        for name in (
            f"my-request?request={asked.request_id}",
            "my-requests",
            "notices",
            "my-account",
            f"@my-requests/{asked.request_id}",
            "@my-notices",
        ):
            with subtests.test(page=name):
                headers = JSON if name.startswith("@") else {}
                text = logged_in.get(name, headers=headers).text
                assert "Sounded unsure." not in text
                assert "clerk" not in text
        assert "We begin." in logged_in.get("notices").text

    def test_and_other_staff_open_nothing(self, log_in, asked, logged_in, subtests):
        login(api.portal.get(), "clerk")
        for name, roles in (
            ("member", ["Member"]),
            ("reviewer", ["Member", "Registration Editor"]),
            ("officer", ["Member", "Registration Counter"]),
        ):
            api.user.create(f"{name}@ndl.example", name, "Kawabe-4711-x")
            api.user.grant_roles(name, roles=roles)
        transaction.commit()
        visitors = {who: log_in(who) for who in ("", "member", "reviewer", "officer")}
        visitors["patron"] = logged_in
        number = asked.request_id
        for who, visitor in visitors.items():
            with subtests.test(who=who):
                for page in (DESK, item_page(asked), "request-export"):
                    answer = visitor.get(page)
                    assert "みだれ髪" not in answer.text
                    assert "login" in answer.url or "privileges" in answer.url
                for method, service in (
                    ("GET", "@request-queue"),
                    ("GET", f"@request-queue/{number}"),
                    ("POST", f"@request-queue/{number}/accept"),
                    ("GET", "@request-export"),
                ):
                    body = {"mark": "1"} if method == "POST" else None
                    answer = visitor.request(method, service, json=body, headers=JSON)
                    assert answer.status_code == 401, service
        assert now_of(asked).state is State.REQUESTED

    def test_whom_staff_are_do_not_reach_the_other_rooms(self, clerk, asked):
        for page in ("registration-desk", "registration-counter"):
            assert clerk.get(page, allow_redirects=False).status_code != 200


class TestExport:
    def test_is_a_file_of_what_the_list_shows(self, clerk, asked, second, audited):
        answer = clerk.get("request-export?service=article-research")
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "requests.csv" in answer.headers["Content-Disposition"]
        assert second.request_id in answer.text
        assert asked.request_id not in answer.text
        [made] = [e for e in audited if e.tag is AuditTag.REQUESTS_EXPORTED]
        assert (made.by, made.details["service"]) == ("clerk", "article-research")


class TestAtOnce:
    """Buttons that are pressed together, each on an open page."""

    @pytest.fixture
    def press(self, log_in, asked, logged_in):
        def prepare(visitor, page, **button):
            tree = html.fromstring(visitor.get(page).text)
            hidden = tree.cssselect("#content form input[type=hidden]")
            fields = {one.get("name"): one.get("value") for one in hidden}
            return visitor, page.partition("?")[0], fields | button

        def together(*buttons):
            gate = Barrier(len(buttons))

            def send(button):
                visitor, page, fields = button
                gate.wait()
                return message_of(visitor.post(page, data=fields))

            with ThreadPoolExecutor(len(buttons)) as pool:
                return list(pool.map(send, buttons))

        together.prepare = prepare
        return together

    def test_two_cancels_against_one_acceptance(
        self, press, clerk, logged_in, visit, asked, mails
    ):
        twin = visit()
        twin.cookies.update(logged_in.cookies)
        page = f"my-request?request={asked.request_id}"
        first, second, accepted = press(
            press.prepare(logged_in, page, cancel="1"),
            press.prepare(twin, page, cancel="1"),
            press.prepare(clerk, item_page(asked), step="accept"),
        )
        done = ["has been cancelled" in said for said in (first, second)]
        assert sorted(done) == [False, True]
        steps = [event.step for event in now_of(asked).history]
        assert asked.state is State.CANCELLED
        if "has been notified" in accepted:
            assert steps == [RequestStep.PLACE, RequestStep.ACCEPT, RequestStep.CANCEL]
        else:
            assert "since this page was loaded" in accepted
            assert steps == [RequestStep.PLACE, RequestStep.CANCEL]
        assert get_requests().of_patron(asked.user_id).open == 0
        assert not list(get_requests().lanes.ids(State.REQUESTED))

    def test_two_of_the_staff(self, press, clerk, log_in, asked, patron, mails):
        other = log_in("clerk")
        before = len(mails)
        refusal = {"refuse": "1", "reason": "not-held"}
        said = press(
            press.prepare(clerk, item_page(asked), step="accept"),
            press.prepare(other, item_page(asked), **refusal),
        )
        told = ["has been notified" in one for one in said]
        assert sorted(told) == [False, True]
        moved = now_of(asked)
        assert moved.state is (State.ACCEPTED if told[0] else State.REFUSED)
        assert len(moved.history) == 2
        kinds = [notice.kind for notice in patron.notices]
        assert kinds.count("request-moved") == 1
        assert len(mails) - before == (0 if told[0] else 1)
