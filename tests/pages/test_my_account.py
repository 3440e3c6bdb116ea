from .desk.conftest import applicant
from .desk.conftest import application
from .desk.conftest import log_in
from .desk.conftest import staff
from datetime import date
from io import BytesIO
from lxml import html
from ndl.registration.documents.accept import accept_picture
from ndl.registration.events import AuditTag
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review.queue import applications_of
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.submit import submit_application
from PIL import Image
from plone import api
from transaction import abort
from transaction import commit

import pytest


__all__ = ["applicant", "application", "log_in", "staff"]

SECTIONS = [
    "information",
    "notices",
    "application",
    "services",
    "requests",
    "my-list",
    "security",
    "history",
]
ORDER = [
    "user-id",
    "user-type",
    "email",
    "password",
    "language-0",
    "language-1",
    "expires",
    "name-0",
    "name-1",
    "birth-date",
    "address-0",
    "address-1",
    "address-2",
    "phone",
]


@pytest.fixture
def reader(log_in, applicant):
    return log_in(applicant.user_id)


@pytest.fixture
def make_application(applicant):
    def make():
        target = BytesIO()
        Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
        made = submit_application(applicant, [accept_picture(target.getvalue())])
        commit()
        return made

    return make


@pytest.fixture
def decide(applicant):
    """Takes a step of the review on the newest application."""

    def take(step, **values):
        abort()
        (newest, *_) = applications_of(applicant.user_id)
        with api.env.adopt_user("editor"):
            api.portal.get_tool("portal_workflow").doActionFor(newest, step, **values)
        commit()

    return take


def tree_of(visitor, page="my-account", language="en"):
    visitor.cookies.set("I18N_LANGUAGE", language)
    response = visitor.get(page)
    assert response.status_code == 200
    assert "error while rendering" not in response.text
    return html.fromstring(response.text)


def text(tree, selector):
    return " ".join(tree.cssselect(selector)[0].text_content().split())


def links(tree, selector="#content"):
    return [
        link.get("href").rpartition("/")[2] for link in tree.cssselect(f"{selector} a")
    ]


class TestInformation:
    def test_sections_and_rows_stand_in_their_order(self, reader):
        tree = tree_of(reader)
        found = [one.get("id") for one in tree.cssselect("#content section")]
        assert found == [f"ndl-{name}" for name in SECTIONS]
        rows = [one.get("id") for one in tree.cssselect("#ndl-information dd [id]")]
        assert rows == [f"ndl-{name}" for name in ORDER]

    def test_each_part_leads_to_where_it_is_changed(self, reader):
        found = links(tree_of(reader), "#ndl-information dl")
        for page in ("change-password", "change-language", "change-phone"):
            assert found.count(page) == 1
        for page in found:
            assert reader.get(page).status_code == 200

    @pytest.mark.parametrize(
        ("language", "texts"),
        [
            ("en", ["User ID", "Not shown", "Change Password", "國立 花子"]),
            ("ja", ["利用者ID", "表示されません", "変更 パスワード", "國立 花子"]),
        ],
    )
    def test_is_shown_in_both_languages(self, log_in, make_patron, language, texts):
        patron = make_patron(family_name="國立", email="", language="ja")
        commit()
        shown = text(tree_of(log_in(patron.user_id), language=language), "#content")
        for one in texts:
            assert one in shown

    def test_title_is_shown_with_english_alone(self, log_in, make_patron):
        patron = make_patron(language="ja")
        commit()
        tree = tree_of(log_in(patron.user_id))
        assert not tree.cssselect("#ndl-language-1")

    def test_is_nobody_elses(self, visitor, log_in, applicant):
        assert "/login" in visitor.get("my-account").url
        assert applicant.user_id not in log_in("editor").get("my-account").text


class TestApplication:
    def test_can_be_made(self, reader):
        tree = tree_of(reader)
        assert "apply-official" in links(tree, "#ndl-application")
        assert not tree.cssselect("#ndl-declined, #ndl-withdraw")

    @pytest.mark.parametrize(
        ("language", "state", "due"),
        [
            ("en", "Waiting to be checked", "December 14, 2026"),
            ("ja", "確認待ち", "2026年12月14日"),
        ],
    )
    def test_shows_state_and_days(self, reader, application, language, state, due):
        application.due = date(2026, 12, 14)
        commit()
        tree = tree_of(reader, language=language)
        assert text(tree, "#ndl-application-state") == state
        assert text(tree, "#ndl-application-due") == due
        assert application.getId() in text(tree, "#ndl-application")
        assert "apply-official" not in links(tree)

    def test_that_is_late_is_said_to_be(self, reader, application):
        assert "longer than usual" not in text(tree_of(reader), "#ndl-application")
        application.due = date(2020, 1, 6)
        commit()
        assert "longer than usual" in text(tree_of(reader), "#ndl-application")

    def test_that_is_declined_has_a_header_and_reasons(
        self, reader, application, decide
    ):
        decide("decline", reasons=("unreadable",), note="Take it by daylight.")
        tree = tree_of(reader)
        assert "has been declined" in text(tree, "#ndl-declined")
        assert tree.cssselect("#ndl-declined a")[0].get("href") == "#ndl-application"
        shown = text(tree, "#ndl-application")
        for one in ("Declined", "cannot be read", "daylight", "apply again"):
            assert one in shown
        assert "apply-official" in links(tree, "#ndl-application")

    @pytest.mark.parametrize(
        ("reason", "parts", "shown"),
        [
            ("work-address", (), ["Address"]),
            (
                "different",
                ("birth-date", "name"),
                ["Name", "Date of birth"],
            ),
            ("under-age", (), []),
        ],
    )
    def test_that_is_declined_says_what_to_correct(
        self, reader, application, decide, reason, parts, shown
    ):
        decide("decline", reasons=(reason,), note="", parts=parts)
        for page in ("my-account", "notices"):
            found = tree_of(reader, page).xpath("//*[text()='To be corrected']/..//li")
            assert not shown or {*shown} <= {one.text_content() for one in found}
        tree = tree_of(reader)
        found = [one.text_content() for one in tree.cssselect("#ndl-to-correct li")]
        assert found == shown
        assert text(tree, "#ndl-apply") == "Apply for official user registration"
        told = "cannot change your date of birth" in text(tree, "#ndl-application")
        assert told is ("Date of birth" in shown)

    def test_header_goes_with_official_registration(
        self, reader, application, decide, applicant
    ):
        decide("decline", reasons=("unreadable",), note="")
        assert tree_of(reader).cssselect("#ndl-declined")
        applicant.change_class(PatronClass.OFFICIAL)
        commit()
        assert not tree_of(reader).cssselect("#ndl-declined, #ndl-apply")

    def test_header_goes_with_a_new_application(
        self, reader, application, decide, applicant, make_application
    ):
        decide("decline", reasons=("unreadable",), note="")
        number = make_application().getId()
        tree = tree_of(reader)
        assert not tree.cssselect("#ndl-declined")
        assert number in text(tree, "#ndl-application dl")
        assert application.getId() in text(tree, "#ndl-application details")

    def test_verified_is_told(self, reader, application, decide):
        decide("verify")
        tree = tree_of(reader)
        assert text(tree, "#ndl-application-state") == "Verified"
        assert text(tree, "#ndl-user-type") == "Official registered user"


class TestWithdrawing:
    def test_asks_and_withdraws(self, reader, application, audited):
        assert "withdraw-application" in links(tree_of(reader))
        page = tree_of(reader, "withdraw-application")
        assert "erased at once" in text(page, "#content")
        response = reader.submit("withdraw-application", withdraw="1")
        assert response.url.endswith("/my-account")
        assert "Your application has been withdrawn." in response.text
        abort()
        assert state_of(application) is State.WITHDRAWN
        assert not application.pictures_held()
        assert AuditTag.APPLICATION_WITHDRAWN in [one.tag for one in audited]
        tree = html.fromstring(response.text)
        assert "images have been erased" in text(tree, "#ndl-application")
        assert "apply-official" in links(tree, "#ndl-application")

    def test_of_a_decided_one_is_refused(self, reader, application, decide):
        page = html.fromstring(reader.get("withdraw-application").text)
        fields = {f.get("name"): f.get("value") for f in page.cssselect("main input")}
        decide("verify")
        response = reader.post("withdraw-application", data=fields)
        assert "not possible in the present state" in response.text
        assert "no application that can be withdrawn" in response.text
        abort()
        assert state_of(application) is State.VERIFIED

    def test_of_somebody_elses_is_refused(self, log_in, make_patron, application):
        other = make_patron(email="taro@example.org")
        commit()
        response = log_in(other.user_id).submit(
            "withdraw-application", number=application.getId()
        )
        assert "You have no such application." in response.text
        abort()
        assert state_of(application) is State.SUBMITTED

    def test_needs_the_token_of_the_page(self, reader, application):
        data = {"number": application.getId(), "withdraw": "1"}
        assert "expired" in reader.post("withdraw-application", data=data).text
        reader.get(f"withdraw-application?number={application.getId()}&withdraw=1")
        abort()
        assert state_of(application) is State.SUBMITTED

    def test_without_one_says_so(self, reader):
        tree = tree_of(reader, "withdraw-application")
        assert "no application that can be withdrawn" in text(tree, "#content")
        assert not tree.cssselect("#content button[name=withdraw]")


class TestReading:
    @pytest.mark.parametrize("page", ["my-account", "withdraw-application"])
    def test_writes_nothing(self, reader, application, decide, page):
        decide("decline", reasons=("different",), note="")
        tree_of(reader, page)
        database = api.portal.get()._p_jar.db()
        before = database.lastTransaction()
        tree_of(reader, page)
        assert database.lastTransaction() == before
