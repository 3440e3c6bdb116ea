from ...staff import switch_on
from ...visitor import code_in
from ...visitor import message_of
from ..desk.conftest import hand_in
from datetime import date
from io import BytesIO
from lxml import html
from ndl.registration.declaration.prefectures import PREFECTURES
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.own_patrons import link_patron
from pypdf import PdfReader

import pytest
import re
import time
import time_machine
import transaction


SEARCH = "registration-counter"
ACTS = (
    "counter-official",
    "counter-correct",
    "counter-email",
    "counter-slip",
    "counter-card",
    "counter-withdraw",
    "counter-deregister",
)
SENSITIVE = (
    "counter-official",
    "counter-correct",
    "counter-email",
    "counter-slip",
    "counter-deregister",
)


def page_of(patron, name="counter-patron"):
    return f"{name}?patron={patron.user_id}"


def act(officer, patron, name, **values):
    """Open the page of an act and send its form."""
    fields = {f"form.widgets.{field}": value for field, value in values.items()}
    fields["form.buttons.act"] = "1"
    answer = officer.submit(page_of(patron, name), name, **fields)
    transaction.begin()
    return answer


def offered(answer):
    """The pages that are offered on the page of a patron."""
    tree = html.fromstring(answer.text)
    links = tree.xpath("//*[@id='ndl-acts']//a/@href")
    return [link.rpartition("/")[2].partition("?")[0] for link in links]


@pytest.fixture
def waiting(applicant):
    hand_in(applicant)
    return applicant


class TestOfficers:
    def test_find_and_see_a_patron(self, officer, waiting, make_patron, audited):
        make_patron(email="taro@example.org", given_name="太郎", phone="")
        transaction.commit()
        several = officer.submit(SEARCH, wanted="国立").text
        assert waiting.user_id in several
        assert "太郎" in several
        one = officer.submit(SEARCH, wanted="03-1234-5678")
        assert one.url.endswith(page_of(waiting))
        assert "hanako@example.org" in one.text
        assert offered(one) == list(ACTS)
        viewed = [e.user_id for e in audited if e.tag is AuditTag.COUNTER_VIEWED]
        assert viewed == [waiting.user_id]
        assert "Nobody was found" in officer.submit(SEARCH, wanted="nobody").text
        assert "something to look for" in officer.submit(SEARCH, wanted=" ").text

    def test_serve_a_patron(self, officer, waiting):
        document = {"document": "passport"}
        done = act(officer, waiting, "counter-official", **document)
        assert "official registered user now" in message_of(done)
        assert waiting.is_official
        assert "counter-withdraw" not in offered(done)
        done = act(officer, waiting, "counter-card", card="ｘ9-9")
        assert waiting.card == ""
        assert "4 to 32" in message_of(done)
        done = act(officer, waiting, "counter-card", card="ｘ99-12")
        assert waiting.card == "X9912"
        assert "counter-block-card" in offered(done)
        act(officer, waiting, "counter-block-card")
        assert waiting.card == ""
        act(officer, waiting, "counter-email", email="Neu@example.org", **document)
        assert waiting.email == "Neu@example.org"
        done = act(officer, waiting, "counter-deregister", **document)
        assert done.url.endswith(SEARCH)
        assert waiting.user_id not in get_directory()
        gone = officer.get(page_of(waiting))
        assert "No patron has this user ID" in message_of(gone)

    @pytest.mark.parametrize(
        ("language", "lead"),
        [
            ("en", "Please tell the patron:"),
            ("ja", "利用者に次のことを説明してください。"),
        ],
    )
    def test_are_led_to_what_they_tell_who_deregisters(
        self, officer, applicant, language, lead
    ):
        officer.cookies.set("I18N_LANGUAGE", language)
        answer = officer.get(page_of(applicant, "counter-deregister"))
        page = html.fromstring(answer.text)
        (told,) = page.xpath("//p[following-sibling::*[1][self::ul]]")
        items = [item.text_content() for item in told.getnext()]
        assert told.text_content().strip() == lead
        assert len(items) > 1
        assert lead not in items

    def test_correct_what_the_document_shows(self, officer, applicant):
        page = html.fromstring(officer.get(page_of(applicant, "counter-correct")).text)
        (name,) = page.xpath("//*[@name='form.widgets.family_name']/@value")
        assert name == "国立"
        names = {
            "family_name": "国会",
            "given_name": "花子",
            "family_kana": "こっかい",
            "given_kana": "ハナコ",
            "birth_date": "H3.5.2",
        }
        answer = act(officer, applicant, "counter-correct", **names)
        assert "国会" in answer.text
        assert applicant.family_name == "国立", "document and reason are missing"
        more = {"document": "passport", "reason": "mistyped"}
        answer = act(officer, applicant, "counter-correct", **names, **more)
        assert "have been corrected" in message_of(answer)
        assert applicant.family_kana == "コッカイ"
        assert applicant.birth_date == date(1991, 5, 2)

    def test_do_nothing_for_themselves(self, officer, applicant):
        link_patron("officer", applicant.user_id)
        transaction.commit()
        page = officer.get(page_of(applicant))
        assert "your own registration" in message_of(page)
        assert offered(page) == []
        for name in ("counter-official", "counter-deregister"):
            answer = act(officer, applicant, name, document="passport")
            assert "ask a colleague" in message_of(answer)
        assert not applicant.is_official

    def test_need_our_form(self, officer, applicant):
        fields = {"patron": applicant.user_id, "form.widgets.document": "passport"}
        fields["form.buttons.act"] = "1"
        for name in ("counter-official", "counter-deregister"):
            assert "expired" in message_of(officer.post(name, data=fields))
        transaction.begin()
        assert not get_directory()[applicant.user_id].is_official

    def test_enter_a_fresh_code_for_what_is_sensitive(self, officer, applicant, log_in):
        switch_on(fresh_code=60)
        pages = {}
        with time_machine.travel(time.time() + 120):
            for name in ACTS:
                answer = officer.get(page_of(applicant, name))
                pages[name] = "/login?again=1" in answer.url
            answer = officer.post(
                "counter-official",
                data={
                    "patron": applicant.user_id,
                    "form.widgets.document": "passport",
                    "form.buttons.act": "1",
                },
            )
        transaction.begin()
        assert not get_directory()[applicant.user_id].is_official
        assert {name for name, away in pages.items() if away} == {
            *SENSITIVE,
            "counter-withdraw",
        }


class TestOthers:
    def test_do_not_reach_it(self, log_in, applicant, officer):
        for who in ("", "member", "editor", applicant.user_id):
            visitor = log_in(who)
            for name in (SEARCH, "counter-patron", "counter-register", *ACTS):
                answer = visitor.get(page_of(applicant, name))
                assert "国立" not in answer.text, (who, name)
                assert "login" in answer.url or "privileges" in answer.url
        for who in ("editor", applicant.user_id):
            assert SEARCH not in log_in(who).get("").text
        assert SEARCH in officer.get("").text

    def test_of_the_counter_do_not_reach_the_desk(self, officer, waiting):
        for page in ("registration-desk", "registration-desk/possible-duplicates"):
            assert "国立" not in officer.get(page).text
            assert officer.get(page, allow_redirects=False).status_code != 200


class TestSlips:
    def test_are_the_answer_and_open_the_account(
        self, officer, applicant, visit, mails
    ):
        answer = act(officer, applicant, "counter-slip", document="passport")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "no-store" in answer.headers["Cache-Control"]
        text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
        (password,) = re.findall(r"^[A-Za-z2-9]{12}$", text, re.MULTILINE)
        reader = visit()
        reader.log_in(applicant.user_id, password)
        code = code_in(mails.last(applicant.email))
        reader.submit("login-code", code=code, enter="1")
        led = reader.get("my-account")
        assert "/change-password" in led.url
        new = {"new_password": "Kawaguchi-815-k", "new_password_ctl": "Kawaguchi-815-k"}
        fields = {f"form.widgets.{name}": value for name, value in new.items()}
        fields["form.widgets.current_password"] = password
        fields["form.buttons.reset_passwd"] = "1"
        reader.submit("change-password", **fields)
        assert reader.get("my-account").url.endswith("/my-account")


class TestRegistering:
    def test_makes_a_patron_without_an_address(self, officer, applicant):
        values = {
            "document": "passport",
            "patron_class": "official",
            "family_name": "国立",
            "given_name": "花子",
            "family_kana": "こくりつ",
            "given_kana": "はなこ",
            "birth_date": "1990-04-01",
            "postal_code": "100-0014",
            "region": PREFECTURES.getTerm("東京都").token,
            "city": "千代田区",
            "street": "永田町1-10-1",
            "no_building:list": "selected",
            "phone": "03-1111-2222",
            "language": "ja",
        }
        fields = {f"form.widgets.{name}": value for name, value in values.items()}
        fields["form.buttons.act"] = "1"
        page = "counter-register"
        missing = officer.submit(page, **fields | {"form.widgets.family_name": ""})
        assert "Enter the family name" in message_of(missing)
        found = officer.submit(page, **fields)
        assert f"already: {applicant.user_id}" in message_of(found)
        (box,) = html.fromstring(found.text).xpath("//@autofocus/../@name")
        assert box == "form.widgets.is_other:list"
        other = {"form.widgets.is_other:list": "selected"}
        made = officer.submit(page, **fields | other)
        assert "/counter-slip?patron=E" in made.url
        transaction.begin()
        patron = get_directory()[made.url.rpartition("=")[2]]
        assert (patron.is_official, patron.email) == (True, "")
        assert patron.family_kana == "コクリツ"

    def test_has_the_form_of_where_the_person_lives(self, officer):
        page = officer.get("counter-register?lives_in=overseas").text
        assert "form.widgets.country" in page
        assert "form.widgets.family_kana" not in page
