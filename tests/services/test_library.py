from ..library.conftest import CONTENTS
from ..library.conftest import entitled  # noqa: F401
from ..visitor import code_in
from ndl.registration.library.service_terms import publish_service_terms

import pytest
import transaction


@pytest.fixture
def ask(program, token):
    def send(method, service, language="en", **kwargs):
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        return program.visitor.request(method, service, headers=headers, **kwargs)

    return send


def by_name(answer, key="name"):
    assert answer.status_code == 200, answer.text
    return {item[key]: item for item in answer.json()["items"]}


class TestServices:
    def test_are_told_to_strangers(self, program):
        items = by_name(program.visitor.get("@library-services"))
        assert items["reference"]["title"] == "Reference Services"
        assert "other countries" in items["reference"]["conditions"][0]
        assert items[CONTENTS]["terms_page"].endswith(f"service={CONTENTS}")

    def test_of_the_patron_have_their_level_and_what_is_missing(self, ask):
        items = by_name(ask("get", "@my-services"))
        assert items["article-research"]["level"] == "use"
        assert items["reservation"]["level"] == "request"
        missing = [one["code"] for one in items[CONTENTS]["missing"]]
        assert (items[CONTENTS]["level"], missing) == ("none", ["official", "consent"])

    def test_are_told_in_the_language_asked_for(self, ask):
        items = by_name(ask("get", "@my-services", "ja"))
        assert items["article-research"]["title"] == "記事掲載箇所調査"
        assert "本登録" in items[CONTENTS]["missing"][0]["message"]

    @pytest.mark.parametrize("service", ["@my-services", "@my-consents"])
    def test_of_a_patron_are_not_for_strangers(self, program, service):
        assert program.visitor.get(service).status_code == 401


class TestConsents:
    def test_are_given_and_withdrawn(self, official, ask):
        found = by_name(ask("get", "@my-consents"), "service")[CONTENTS]
        assert found["may_agree"]
        assert "for your own use" in found["text"]
        body = {"service": CONTENTS, "version": found["version"]}
        answer = ask("post", "@my-consents", json=body)
        assert answer.status_code == 200
        assert answer.json()["is_current"]
        assert by_name(ask("get", "@my-services"))[CONTENTS]["level"] == "use"
        path = f"@my-consents/{CONTENTS}"
        assert ask("delete", path).status_code == 204
        assert by_name(ask("get", "@my-services"))[CONTENTS]["level"] == "none"
        assert ask("delete", path).status_code == 404

    def test_that_cannot_be_are_refused(self, official, ask, subtests):
        for body, status, code in [
            ({}, 400, "request-malformed"),
            ({"service": CONTENTS}, 400, "request-malformed"),
            ({"service": CONTENTS, "version": ["1"]}, 400, "request-malformed"),
            ({"service": CONTENTS, "version": 1}, 400, "request-malformed"),
            ([], 400, "request-malformed"),
            ({"service": CONTENTS, "version": "0"}, 409, "service-terms-changed"),
            ({"service": "nothing", "version": "1"}, 404, "unknown-service"),
            ({"service": "reference", "version": "1"}, 404, "unknown-service"),
        ]:
            with subtests.test(body=body, status=status, code=code):
                answer = ask("post", "@my-consents", json=body)
                assert answer.status_code == status, answer.text
                assert answer.json()["error"]["code"] == code
                assert answer.json()["error"]["message"]

    def test_of_whom_the_service_is_not_for_are_refused(self, patron, ask):
        body = {"service": CONTENTS, "version": "1"}
        answer = ask("post", "@my-consents", json=body)
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "service-not-open"

    @pytest.mark.parametrize("path", ["@my-consents", "@my-consents/a/b"])
    def test_withdrawing_names_one_service(self, ask, path):
        assert ask("delete", path).status_code == 404


class TestLogin:
    def test_tells_that_terms_wait_and_locks_nothing_else(
        self,
        entitled,  # noqa: F811
        program,
        account,
        mails,
    ):
        publish_service_terms(CONTENTS, {"en": "New", "ja": "新"}, "1")
        transaction.commit()
        begun = program.post("@login", account).json()
        body = {"attempt": begun["attempt"], "code": code_in(mails[-1])}
        answer = program.post("@login", body).json()
        (waiting,) = answer["waiting_terms"]
        assert (waiting["service"], waiting["version"]) == (CONTENTS, "2")
        headers = {"Authorization": f"Bearer {answer['token']}"}
        found = program.visitor.get("@my-services", headers=headers)
        items = by_name(found)
        assert items[CONTENTS]["level"] == "none"
        assert items["article-research"]["level"] == "use"

    def test_tells_of_nothing_without_newer_terms(self, program, account, mails):
        begun = program.post("@login", account).json()
        body = {"attempt": begun["attempt"], "code": code_in(mails[-1])}
        assert program.post("@login", body).json().keys().isdisjoint({"waiting_terms"})
