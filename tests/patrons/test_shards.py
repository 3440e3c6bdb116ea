from hypothesis import given
from hypothesis import strategies
from itertools import islice
from ndl.registration.patrons.shards import EMAIL_CUTS
from ndl.registration.patrons.shards import FirstWordTree
from ndl.registration.patrons.shards import ID_CUTS
from ndl.registration.patrons.shards import NAME_CUTS
from ndl.registration.patrons.shards import PrefixTree
from ndl.registration.patrons.shards import ShardedTree
from transaction import commit
from ZODB import DB

import pytest


WORDS = strategies.text(alphabet="aeEzさざ一国漢𠀀19-.", max_size=4)
CUTS = [ID_CUTS, EMAIL_CUTS, NAME_CUTS, ()]


class TestPrefixTree:
    @pytest.mark.parametrize("cuts", CUTS)
    @given(keys=strategies.sets(WORDS), prefix=WORDS)
    def test_finds_just_what_begins_so(self, cuts, keys, prefix):
        tree = PrefixTree(*cuts)
        for key in keys:
            tree[key] = key
        found = [key for key, _value in tree.starting(prefix)]
        assert sorted(found) == sorted(key for key in keys if key.startswith(prefix))
        assert all(tree[key] == key for key in keys)

    @pytest.mark.parametrize(
        ("cuts", "prefix"),
        [(ID_CUTS, "E123"), (EMAIL_CUTS, "ta"), (NAME_CUTS, "さ"), (NAME_CUTS, "国")],
    )
    def test_reads_one_tree_for_a_whole_prefix(self, cuts, prefix):
        tree = PrefixTree(*cuts)
        assert len(tree._range(prefix)) == 1
        assert len(tree._range("")) == len(tree._trees)

    def test_reads_no_node_beyond_what_is_wanted(self):
        connection = DB(None).open()
        tree = connection.root.tree = PrefixTree()
        for number in range(20_000):
            tree[f"{number % 2}{number:06d}"] = number
        commit()
        loads = {}
        for wanted in (1, 10_000):
            connection.cacheMinimize()
            connection.getTransferCounts(clear=True)
            assert len(list(islice(tree.starting("0"), wanted))) == wanted
            loads[wanted] = connection.getTransferCounts()[0]
        connection.close()
        # The whole, its one tree, the nodes below on the way, and a bucket.
        assert loads[1] <= 5 < loads[10_000]

    def test_spreads_user_ids_evenly(self):
        tree = PrefixTree(*ID_CUTS)
        for number in range(20_000):
            tree[f"E{number * 49_999 % 10**9:09d}"] = number
        sizes = [len(one) for one in tree._trees]
        assert len(sizes) == 200
        assert max(sizes) < 2 * min(sizes)

    @pytest.mark.parametrize("cut", [*EMAIL_CUTS, *ID_CUTS, *NAME_CUTS])
    def test_cuts_are_sorted(self, cut):
        assert list(cut) == sorted(set(cut))


class TestShardedTree:
    @given(keys=strategies.sets(WORDS))
    def test_finds_whole_keys(self, keys):
        tree = ShardedTree(shards=4)
        assert all(tree.insert(key, key) for key in keys)
        assert not any(tree.insert(key, "") for key in keys)
        assert sorted(key for key, _value in tree.items()) == sorted(keys)
        assert all(tree.pop(key) == key for key in keys)
        assert list(tree.items()) == []


class TestFirstWordTree:
    def test_keeps_keys_of_one_first_word_in_one_tree(self):
        tree = FirstWordTree()
        days = [f"1990-04-{day:02d}" for day in range(1, 31)]
        keys = [f"{day} {name}" for day in days for name in "国こ花"]
        for key in keys:
            tree[key] = key
        filled = [set(one) for one in tree._trees if one]
        assert set().union(*filled) == {*keys}
        assert 20 < len(filled) <= 30
        assert all(len(found) % 3 == 0 for found in filled)
