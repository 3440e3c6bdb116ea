"""Mappings sharded over many trees, so that parallel writers rarely conflict."""

from bisect import bisect_right
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from functools import cache
from math import prod
from persistent import Persistent
from typing import Any
from zlib import crc32


# First characters of the trees of a PrefixTree. The digits of user IDs are random.
ID_CUTS = ("", "123456789", "123456789", "5")
EMAIL_CUTS = ("abcdfhjklmnprsty", "abcdeghiklmnorsu")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_KANA = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねの"
    "はひふへほまみむめもやゆよらりるれろわ"
)
_KANJI = "".join(map(chr, range(0x4E00, 0xA000, 0x100)))
NAME_CUTS = (_LATIN + _KANA + _KANJI,)


class Tree(OOBTree):
    """A tree of small nodes: loading a node creates an object for each child."""

    max_internal_size = 32


class _Cut(Persistent):
    """String keys over a fixed number of trees.

    In a single tree, bucket splits make parallel inserts conflict. All trees are
    created at once, so that no insert changes an object that others read.
    """

    def __init__(self, shards: int) -> None:
        self._trees = tuple(Tree() for _ in range(shards))

    def _tree(self, key: str) -> Tree:
        raise NotImplementedError

    def __getitem__(self, key: str) -> Any:
        return self._tree(key)[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The value stored for `key`, or `default`."""
        return self._tree(key).get(key, default)

    def __setitem__(self, key: str, value: Any) -> None:
        self._tree(key)[key] = value

    def __contains__(self, key: str) -> bool:
        return key in self._tree(key)

    def insert(self, key: str, value: Any) -> bool:
        """Store `value` unless `key` is taken. Returns whether it was stored."""
        return bool(self._tree(key).insert(key, value))

    def pop(self, key: str, default: Any = None) -> Any:
        """Remove `key` and return its value, or `default`."""
        return self._tree(key).pop(key, default)

    def items(self) -> Iterator[tuple[str, Any]]:
        """All pairs, tree by tree."""
        for tree in self._trees:
            yield from tree.iteritems()


class ShardedTree(_Cut):
    """Keys spread by hash, for look-ups of whole keys."""

    def __init__(self, shards: int = 256) -> None:
        super().__init__(shards)

    def up_to(self, last: str) -> list[Iterator[tuple[str, Any]]]:
        """An iterator per tree of the pairs with keys up to this key, in order."""
        return self.between(None, last)

    def between(self, first: str | None, last: str) -> list[Iterator[tuple[str, Any]]]:
        """An iterator per tree of the pairs between two keys, in order."""
        return [tree.iteritems(first, last) for tree in self._trees]

    def beside(self, key: str, last: str) -> Iterator[tuple[str, Any]]:
        """The pairs with keys up to `last` in the tree of a key, in order."""
        yield from self._tree(key).iteritems(None, last)

    def _tree(self, key: str) -> Tree:
        return self._trees[
            crc32(self._shard_by(key).encode("utf-8")) % len(self._trees)
        ]

    def _shard_by(self, key: str) -> str:
        return key


class FirstWordTree(ShardedTree):
    """Keys spread by the hash of the first word; the same first word, the same tree."""

    def _shard_by(self, key: str) -> str:
        return key.partition(" ")[0]


class PrefixTree(_Cut):
    """Keys spread by their first characters, for look-ups of prefixes.

    `cuts` has a text for each of these characters: the sorted characters at which
    another tree begins. A prefix at least as long as `cuts` is looked up in a single
    tree, however many keys there are; a shorter prefix in several trees.
    """

    def __init__(self, *cuts: str) -> None:
        self._cuts = cuts
        super().__init__(_trees_below(cuts)[0])

    def _tree(self, key: str) -> Tree:
        return self._trees[self._range(key).start]

    def _range(self, prefix: str) -> range:
        start, level, counts = 0, 0, _trees_below(self._cuts)
        for level, (character, cut) in enumerate(
            zip(prefix, self._cuts, strict=False), start=1
        ):
            start += bisect_right(cut, character) * counts[level]
        return range(start, start + counts[level])

    def items_after(self, key: str) -> Iterator[tuple[str, Any]]:
        """The pairs that follow `key` in the order of `items`."""
        first = self._range(key).start
        yield from self._trees[first].iteritems(key, excludemin=bool(key))
        for tree in self._trees[first + 1 :]:
            yield from tree.iteritems()

    def starting(self, prefix: str) -> Iterator[tuple[str, Any]]:
        """The pairs whose key begins with `prefix`, tree by tree."""
        for number in self._range(prefix):
            tree = self._trees[number]
            for key in _keys_starting(tree, prefix):
                yield key, tree[key]


@cache
def _trees_below(cuts: tuple[str, ...]) -> tuple[int, ...]:
    """The number of trees that remain after fixing the first 0, 1, 2 ... characters."""
    return tuple(
        prod(len(cut) + 1 for cut in cuts[level:]) for level in range(len(cuts) + 1)
    )


def _keys_starting(tree: Tree, prefix: str) -> Iterator[str]:
    """The keys of a tree that begin with `prefix`, in order.

    A range of a tree would also load the nodes at its other end, even if only few of
    its keys are wanted.
    """
    low = prefix
    while True:
        try:
            key = tree.minKey(low)
        except ValueError:
            return
        if not key.startswith(prefix):
            return
        yield key
        low = f"{key}\0"
