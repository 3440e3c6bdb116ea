from benchmarks.samples import chance
from benchmarks.samples import percentile_95
from benchmarks.samples import summarize

import pytest


class TestSummarize:
    def test_tells_milliseconds(self):
        summary = summarize([0.010, 0.020, 0.090])
        assert summary.count == 3
        assert summary.median == pytest.approx(20)
        assert summary.p95 == pytest.approx(83)

    def test_counts_per_second_of_their_own_time(self):
        assert summarize([0.25, 0.25]).rate == pytest.approx(4)

    def test_counts_per_second_of_the_time_they_shared(self):
        assert summarize([0.25, 0.25], elapsed=0.25).rate == pytest.approx(8)

    def test_takes_a_single_time(self):
        summary = summarize([0.5])
        assert (summary.median, summary.p95) == (500, 500)


class TestPercentile:
    def test_lies_between_the_two_nearest(self):
        assert percentile_95(list(range(101))) == pytest.approx(95)

    def test_never_exceeds_the_slowest(self):
        assert percentile_95([1.0, 2.0]) <= 2.0

    def test_does_not_mind_the_order(self):
        assert percentile_95([3.0, 1.0, 2.0]) == percentile_95([1.0, 2.0, 3.0])


class TestChance:
    def test_is_high_for_samples_of_one_kind(self):
        assert chance([1, 3, 5, 7, 9, 11], [2, 4, 6, 8, 10, 12]) > 0.5

    def test_is_low_for_samples_that_do_not_overlap(self):
        assert chance(range(20), range(20, 40)) < 0.001

    def test_does_not_depend_on_the_order(self):
        one, other = [3, 1, 8, 5, 4], [9, 2, 7, 6, 10]
        assert chance(one, other) == pytest.approx(chance(other, one))
