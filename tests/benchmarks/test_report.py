from benchmarks.parallel import Crowd
from benchmarks.report import crowded
from benchmarks.report import data
from benchmarks.report import differences
from benchmarks.report import each_step
from benchmarks.report import Section
from benchmarks.report import single
from benchmarks.report import text
from benchmarks.report import whole

import json
import pytest


STEPS = {
    "patron": [{"page": 0.1, "code": 0.3}, {"page": 0.1, "code": 0.3}],
    "member": [{"page": 0.1}],
}


@pytest.fixture
def sections():
    crowd = Crowd(times=[0.1, 0.1], elapsed=0.1, errors=3, conflicts=7)
    return [
        Section("Alone", [*whole(STEPS), *single("one page", {"nobody": [0.05]})]),
        Section("Together", crowded("login", {"patron": crowd}), crowded=True),
    ]


class TestRows:
    def test_a_whole_login_is_the_sum_of_its_steps(self):
        patron, member = whole(STEPS)
        assert (patron.who, patron.summary.median) == ("patron", pytest.approx(400))
        assert (member.who, member.summary.median) == ("member", pytest.approx(100))

    def test_each_kind_of_account_has_its_own_steps(self):
        found = [(row.who, row.what) for row in each_step(STEPS)]
        assert found == [("patron", "page"), ("patron", "code"), ("member", "page")]


class TestText:
    def test_says_that_the_wait_for_the_mail_is_not_counted(self, sections):
        assert "wait for the mail with the code is not in it" in text(
            {"C": 2}, sections
        )

    def test_shows_failures_and_conflicts_of_a_crowd(self, sections):
        last = text({"C": 2}, sections).splitlines()[-1]
        assert [cell.strip() for cell in last.split("|")[-3:-1]] == ["3", "7"]

    def test_shows_no_such_columns_for_one_client(self, sections):
        assert "5xx" not in text({"C": 2}, sections[:1])


class TestData:
    def test_is_plain_json_with_all_rows(self, sections):
        found = json.loads(json.dumps(data({"Cores": 2}, sections)))
        assert found["run"] == {"Cores": 2}
        assert [len(rows) for rows in found["sections"].values()] == [3, 1]
        assert found["sections"]["Together"][0]["summary"]["rate"] == pytest.approx(20)


class TestDifferences:
    def test_name_the_pair_and_how_far_apart_it_is(self):
        forms = {"login": {"known": [0.010, 0.012], "unknown": [0.020, 0.022]}}
        line = differences(forms, "unknown")
        assert line.startswith("- login, known and unknown: the medians differ by 10.0")
