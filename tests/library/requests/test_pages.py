from ...visitor import message_of
from .conftest import COPY
from lxml import html
from ndl.registration.library.consent import give_consent
from ndl.registration.library.requests import handle
from ndl.registration.library.requests.mine import filed_requests
from ndl.registration.library.requests.mine import load_requests
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import State
from ndl.registration.library.search.record import make_record
from ndl.registration.library.search.record import seal_record
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.patrons.record import PatronClass

import pytest
import transaction


COPY_PAGE = "request-service/remote-photoduplication"
RECORD = make_record(title="みだれ髪", authors=["与謝野晶子"], year="1901")


def fields(**values):
    names = {f"form.widgets.{name}": value for name, value in values.items()}
    # Selects are sent as lists.
    for name in ("size", "colour", "delivery", "payment"):
        key = f"form.widgets.{name}"
        names[f"{key}:list"] = names.pop(key, "")
    return names | {"form.buttons.send": "1"}


def placed(patron):
    transaction.begin()
    return load_requests(filed_requests(patron))


@pytest.fixture
def made(logged_in, patron):
    logged_in.submit(COPY_PAGE, **fields(**COPY))
    (request,) = placed(patron)
    return request


class TestRequesting:
    def test_a_record_of_the_catalogue(self, logged_in, patron):
        page = f"{COPY_PAGE}?record={seal_record(RECORD)}"
        tree = html.fromstring(logged_in.get(page).text)
        written = {
            name: tree.xpath(f"//input[@name='form.widgets.{name}']/@value")[0]
            for name in ("title", "author", "publishing")
        }
        assert written == {
            "title": "みだれ髪",
            "author": "与謝野晶子",
            "publishing": "1901",
        }
        answer = logged_in.submit(page, COPY_PAGE, **fields(**COPY | written))
        (made,) = placed(patron)
        assert made.record == RECORD
        assert made.request_id in answer.text
        assert "Your request has been placed." in message_of(answer)

    def test_says_what_is_wrong_and_keeps_what_was_typed(self, logged_in, patron):
        page = logged_in.submit(COPY_PAGE, **fields(**COPY | {"pages": ""}))
        tree = html.fromstring(page.text)
        assert tree.xpath("//*[@id='form-widgets-pages-error']")
        assert tree.xpath("//input[@name='form.widgets.title']/@value") == ["みだれ髪"]
        assert tree.xpath("//option[@value='grey' and @selected]")
        assert placed(patron) == []

    def test_names_the_field_of_each_message(self, logged_in):
        values = fields(**COPY | {"pages": "", "title": ""})
        page = logged_in.submit(COPY_PAGE, **values)
        tree = html.fromstring(page.text)
        links = tree.cssselect("#problems a")
        assert len(links) == 2
        for link in links:
            named, _, message = link.text_content().partition(": ")
            (label,) = tree.cssselect(f"label[for='{link.get('href')[1:]}']")
            assert label.text_content().split()[0] == named.split()[0]
            assert message == "This field is required."

    def test_twice_with_one_form_is_one_request(self, logged_in, patron):
        tree = html.fromstring(logged_in.get(COPY_PAGE).text)
        hidden = {
            field.get("name"): field.get("value")
            for field in tree.cssselect("#content form input[type=hidden]")
        }
        for _time in range(2):
            logged_in.post(COPY_PAGE, data=hidden | fields(**COPY))
        assert len(placed(patron)) == 1

    def test_is_refused_without_a_token_or_a_login(self, logged_in, visit, patron):
        logged_in.post(COPY_PAGE, data=fields(**COPY))
        stranger = visit()
        answer = stranger.get(COPY_PAGE)
        assert "login" in answer.url
        stranger.log_in(patron.user_id, "wrong")
        assert "login" in stranger.submit(COPY_PAGE, **fields(**COPY)).url
        assert placed(patron) == []

    def test_of_what_is_closed_says_why(self, logged_in, patron, site):
        for name, words in (
            ("closed-stacks", "user card is needed"),
            ("digitized-contents", "official user registration is required"),
            ("reference", "official user registration is required"),
        ):
            page = logged_in.get(f"request-service/{name}").text
            assert "Not open to you" in page, name
            assert words in page.lower(), name
            assert "form.buttons.send" not in page
        assert logged_in.get("request-service/strange").status_code == 404
        assert logged_in.get("request-service/reference/x").status_code == 404

    def test_of_the_request_only_says_what_is_needed_to_use_it(self, logged_in):
        page = logged_in.get("request-service/reservation").text
        assert "obtain a card" in page
        assert "identification document" in page
        assert "form.buttons.send" in page

    def test_of_the_transmission_is_a_link_after_consent(self, logged_in, patron):
        transaction.begin()
        patron.change_class(PatronClass.OFFICIAL)
        link = "https://dl.ndl.go.jp"
        row = SERVICE_TABLE.values_of("digitized-contents")
        SERVICE_TABLE.change("digitized-contents", row | {"link_en": link})
        transaction.commit()
        page = logged_in.get("request-service/digitized-contents").text
        assert "service-terms?service=digitized-contents" in page
        assert f'href="{link}"' not in page
        transaction.begin()
        give_consent(patron, "digitized-contents", "1")
        transaction.commit()
        page = logged_in.get("request-service/digitized-contents").text
        assert f'href="{link}"' in page

    def test_leads_from_a_record_through_the_choice_of_a_service(self, logged_in):
        token = seal_record(RECORD)
        tree = html.fromstring(logged_in.get(f"request-service?record={token}").text)
        links = tree.xpath(
            "//section[@data-service]//a[@class='btn btn-primary']/@href"
        )
        assert len(links) == 4
        assert "みだれ髪" in logged_in.get(links[0]).text


class TestFollowing:
    def test_shows_list_filter_and_history(self, logged_in, patron, made):
        number = made.request_id
        assert number in logged_in.get("my-requests").text
        assert number in logged_in.get("my-requests?state=requested").text
        assert number not in logged_in.get("my-requests?state=done").text
        page = logged_in.get(f"my-request?request={number.lower()}").text
        for words in ("Black and white", "pp. 12-25", "Request placed"):
            assert words in page
        assert number in logged_in.get("my-account").text

    def test_changes_it_until_it_is_accepted(self, logged_in, patron, made, staff):
        page = f"change-request?request={made.request_id}"
        sent = fields(**COPY | {"pages": "pp. 1-3"})
        logged_in.submit(page, "change-request", **sent)
        assert placed(patron)[0].values["pages"] == "pp. 1-3"
        old = html.fromstring(logged_in.get(page).text)
        hidden = {
            field.get("name"): field.get("value")
            for field in old.cssselect("#content form input[type=hidden]")
        }
        handle.take_step(made, RequestStep.ACCEPT, made.mark)
        transaction.commit()
        answer = logged_in.post("change-request", data=hidden | sent)
        assert "already processed this request further" in message_of(answer)
        tree = html.fromstring(answer.text)
        assert "pp. 1-3" in tree.cssselect("#typed")[0].text_content()
        assert "Black and white" in tree.cssselect("#typed")[0].text_content()
        [on] = tree.xpath("//a[contains(., 'Go on to your request')]/@href")
        assert made.request_id in on
        assert "my-request?" in logged_in.get(page).url

    def test_asks_before_it_cancels(self, logged_in, patron, made):
        page = f"my-request?request={made.request_id}"
        tree = html.fromstring(logged_in.get(page).text)
        assert not tree.cssselect("button[name=cancel]")
        asking = html.fromstring(
            logged_in.get(tree.cssselect("#ndl-cancel")[0].get("href")).text
        )
        assert asking.cssselect("#ndl-ask")
        assert asking.cssselect("button[name=cancel]")
        assert placed(patron)[0].state == made.state

    def test_cancels_it_once(self, logged_in, patron, made):
        page = f"my-request?request={made.request_id}"
        logged_in.get(f"{page}&cancel=1")
        assert placed(patron)[0].state is State.REQUESTED
        answer = logged_in.submit(page, "my-request", cancel="1")
        assert "has been cancelled" in message_of(answer)
        assert placed(patron)[0].state is State.CANCELLED
        again = logged_in.submit(page, "my-request", cancel="1")
        assert "already processed this request further" in message_of(again)

    def test_asks_for_the_same_again(self, logged_in, made):
        page = f"{COPY_PAGE}?request={made.request_id}"
        tree = html.fromstring(logged_in.get(page).text)
        pages = tree.xpath("//input[@name='form.widgets.pages']/@value")
        assert pages == ["pp. 12-25"]

    def test_does_not_show_what_is_another_patrons(
        self, logged_in, make_patron, made, staff
    ):
        transaction.begin()
        other = make_patron(email="b@example.org")
        made.user_id = other.user_id
        transaction.commit()
        for page in ("my-request", "change-request"):
            answer = logged_in.get(f"{page}?request={made.request_id}")
            assert answer.status_code == 404, page
        page = f"{COPY_PAGE}?request={made.request_id}"
        assert "pp. 12-25" not in logged_in.get(page).text

    def test_tells_in_the_portal_why_it_was_refused(self, logged_in, made, staff):
        handle.take_step(
            made, RequestStep.REFUSE, made.mark, "condition", "Very brittle."
        )
        transaction.commit()
        for page in ("notices", f"my-request?request={made.request_id}"):
            text = logged_in.get(page).text
            assert "condition of the material" in text, page
            assert "Very brittle." in text, page
