from ndl.registration.patrons.due_queue import DueQueue
from ndl.registration.patrons.due_queue import Work

import pytest
import time_machine


NOON = 1_900_000_000


@pytest.fixture
def queue():
    return DueQueue()


@pytest.fixture
def file(queue):
    def file(name, due):
        work = Work()
        queue.file(work, name, due)
        return work

    return file


def names(queue, moment=NOON):
    return [name for _key, name in queue.due(moment)]


class TestDue:
    def test_is_found_from_its_moment_on_the_earliest_first(self, queue, file):
        for number in range(200):
            file(f"later {number}", NOON + 1)
        for number in reversed(range(100)):
            file(f"{number:02}", NOON - 100 + number)
        assert names(queue) == [f"{number:02}" for number in range(100)]
        assert names(queue, NOON - 100) == ["00"]

    def test_filed_again_it_is_found_once(self, queue, file):
        work = file("a", NOON)
        queue.file(work, "a", NOON + 5)
        assert (names(queue), work.due) == ([], NOON + 5)
        assert names(queue, NOON + 5) == ["a"]

    def test_dropped_it_is_found_no_more(self, queue, file):
        work = file("a", NOON)
        for _twice in range(2):
            queue.drop(work)
            assert (names(queue), work.key) == ([], "")

    def test_what_is_gone_is_removed_by_its_key(self, queue, file):
        file("a", NOON)
        ((key, _name),) = queue.due(NOON)
        queue.remove(key)
        assert queue.count(9) == 0


class TestAside:
    def test_is_due_at_no_moment_and_comes_last(self, queue, file):
        aside = file("a", None)
        file("b", NOON)
        assert names(queue, 10**12 - 1) == ["b"]
        assert list(queue.aside()) == ["a"]
        assert list(queue.all()) == ["b", "a"]
        assert aside.is_aside
        queue.file(aside, "a", NOON)
        assert (aside.is_aside, names(queue)) == (False, ["a", "b"])


class TestTake:
    def test_it_is_due_again_when_its_time_is_over(self, queue, file):
        work = file("a", NOON)
        with time_machine.travel(NOON, tick=False):
            assert queue.take(work, "a", 60) == 1
            assert names(queue, NOON + 59) == []
            assert names(queue, NOON + 60) == ["a"]
            assert queue.take(work, "a", 60) == work.turn == 2


class TestBeside:
    def test_only_what_lies_in_one_tree_is_found(self, queue, file):
        for number in range(500):
            file(f"{number}", NOON - 1)
        new = file("new", NOON + 60)
        found = queue.due_beside(new, NOON, 4)
        assert 0 < len(found) <= 4
        tree = queue._keys._tree(new.key)
        assert set(found) <= set(tree.values())
        assert "new" not in found
