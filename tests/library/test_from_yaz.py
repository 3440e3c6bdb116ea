"""From a catalogue that others made through My List to a request, page by page."""

from ..visitor import code_in
from ..visitor import message_of
from .requests.conftest import COPY
from lxml import html
from ndl.registration.library.requests.mine import filed_requests
from ndl.registration.library.requests.mine import load_requests
from ndl.registration.library.search.record import Scheme
from urllib.parse import urlsplit

import pytest
import transaction


# The server finds as many records as the number that is searched for.
FOUND = 42
TITLE = "How to program a computer"


@pytest.fixture
def offered(site, offer, yaz):
    """The server on the list of a served site."""
    offer(yaz, index_isbn="", sort_title="", sort_author="", sort_year="")
    transaction.commit()


def titles(page):
    return [e.text for e in html.fromstring(page.text).cssselect(".ndl-records h3")]


def link(page, words):
    return html.fromstring(page.text).xpath(f"//a[contains(., '{words}')]/@href")[0]


def walk(visitor, page):
    """All pages of the results, from the first on."""
    yield page
    while following := html.fromstring(page.text).cssselect(".next a"):
        page = visitor.get(following[0].get("href"))
        yield page


def test_from_a_search_to_a_request(offered, visitor, patron, password, mails):
    first = visitor.get(f"search-materials?title={FOUND}")
    pages = [titles(page) for page in walk(visitor, first)]
    assert [len(page) for page in pages] == [20, 20, 2]
    assert pages[0][0] == TITLE

    login = visitor.get(link(first, "Add to My List"))
    assert urlsplit(login.url).path.endswith("/login")
    [target] = html.fromstring(login.text).xpath("//input[@name='came_from']/@value")
    visitor.log_in(patron.user_id, password, target)
    code = code_in(mails[-1])
    page = visitor.submit("login-code", code=code, enter="1", came_from=target)
    kept = visitor.submit(page.url, "my-list-add")
    assert "Added to the list" in message_of(kept)

    kept = visitor.get("my-list")
    assert titles(kept) == [TITLE]
    assert "Jack Collins" in kept.text
    services = visitor.get(link(kept, "Request"))
    form = visitor.get(
        html.fromstring(services.text).xpath(
            "//*[@data-service='remote-photoduplication']//a/@href"
        )[0]
    )
    written = html.fromstring(form.text).cssselect("#content form[method=post]")[0]
    assert written.fields["form.widgets.title"] == TITLE
    fields = {name: value for name, value in written.fields.items() if value}
    typed = {n: v for n, v in COPY.items() if n != "title"}
    selects = ("size", "colour", "delivery", "payment")
    fields |= {
        f"form.widgets.{name}{':list' if name in selects else ''}": value
        for name, value in typed.items()
    }
    fields["form.buttons.send"] = "1"
    placed = visitor.post(written.action, data=fields)
    assert "Your request has been placed." in message_of(placed)

    transaction.begin()
    [request] = load_requests(filed_requests(patron))
    assert request.title == TITLE
    assert request.values["author"] == "Jack Collins"
    assert request.record.source == "demonstration"
    assert request.record.numbers(Scheme.LCCN) == ["11224466"]
    assert request.request_id in visitor.get("my-requests").text
