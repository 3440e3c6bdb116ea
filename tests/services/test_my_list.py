from ndl.registration.library.my_list.entries import sorted_entries
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.search.record import unseal_record

import pytest
import transaction


@pytest.fixture
def ask(program, token):
    def send(method, service, **kwargs):
        headers = {"Authorization": f"Bearer {token}"}
        return program.visitor.request(method, service, headers=headers, **kwargs)

    return send


@pytest.fixture
def found(demonstration, program):
    answer = program.visitor.get("@search-materials?title=faust")
    return answer.json()["items"][0]


class TestMyList:
    def test_is_filled_read_changed_and_emptied(self, ask, found, patron):
        assert ask("get", "@my-list").json()["items"] == []
        answer = ask("post", "@my-list", json={"token": found["token"]})
        assert answer.status_code == 201
        entry = answer.json()
        assert entry["record"]["title"] == "Faust"
        again = ask("post", "@my-list", json={"token": found["token"]})
        assert (again.status_code, again.json()["id"]) == (200, entry["id"])
        [each] = ask("get", "@my-list").json()["items"]
        assert (each["title"], each["items_total"]) == ("My List", 1)
        assert unseal_record(entry["token"]).title == "Faust"
        path = entry["@id"].rpartition("/plone/")[2]
        marked = ask("patch", path, json={"tags": ["drama"], "note": "x"}).json()
        assert (marked["tags"], marked["note"]) == (["drama"], "x")
        shown = ask("get", f"@my-list/{each['id']}?tag=drama&sort=title").json()
        assert [item["note"] for item in shown["items"]] == ["x"]
        file = ask("get", f"@my-list/{each['id']}?export=bib").json()
        assert file["filename"] == "my-list.bib"
        assert "@book" in file["data"]
        assert ask("delete", path).status_code == 204
        assert ask("delete", path).status_code == 404
        transaction.begin()
        assert sorted_entries(first_list(patron)) == []

    def test_takes_isbns_and_several_lists(self, ask, demonstration):
        made = ask("post", "@my-list", json={"title": "Kept"})
        assert made.status_code == 201
        path = f"@my-list/{made.json()['id']}"
        body = {"isbns": "979-9-00000070-7, 9784101010014"}
        answer = ask("post", path, json=body).json()
        assert [record["title"] for record in answer["added"]] == ["吾輩は猫である"]
        assert answer["missing"] == ["9784101010014"]
        assert ask("patch", path, json={"title": "Cats"}).json()["title"] == "Cats"
        assert ask("delete", path).status_code == 204
        assert ask("get", path).status_code == 404

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({}, 400, "request-malformed"),
            ({"token": "forged"}, 400, "link-invalid"),
            ({"token": 1}, 400, "request-malformed"),
            ({"title": ""}, 400, "list-name-faulty"),
            ({"title": ["x"]}, 400, "request-malformed"),
            ({"isbns": "none"}, 400, "no-isbns"),
            ({"isbns": "979 " * 100_000}, 400, "too-many-isbns"),
            ({"isbns": "4101010013", "catalogue": "x"}, 404, "unknown-catalogue"),
        ],
    )
    def test_refuses_with_a_code(self, ask, demonstration, body, status, code):
        answer = ask("post", "@my-list", json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)

    def test_is_for_patrons_alone(self, program, site):
        assert program.visitor.get("@my-list").status_code == 401
