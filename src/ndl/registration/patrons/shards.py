"""A mapping cut into many trees, so that parallel writers seldom meet."""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from heapq import merge
from persistent import Persistent
from typing import Any
from zlib import crc32


class ShardedTree(Persistent):
    """String keys spread by hash over a fixed number of OOBTrees.

    One tree's bucket splits make parallel inserts conflict; the trees here
    are all made at once, so that no insert changes an object it shares.
    """

    def __init__(self, shards: int = 256) -> None:
        self._trees = tuple(OOBTree() for _ in range(shards))

    def _tree(self, key: str) -> OOBTree:
        return self._trees[crc32(key.encode("utf-8")) % len(self._trees)]

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
        """Store `value` unless `key` is taken; say whether it was stored."""
        return bool(self._tree(key).insert(key, value))

    def pop(self, key: str, default: Any = None) -> Any:
        """Remove `key` and return its value, or `default`."""
        return self._tree(key).pop(key, default)

    def items(self, prefix: str = "") -> Iterator[tuple[str, Any]]:
        """The pairs whose key begins with `prefix`, in the order of the keys."""
        if not prefix:
            return merge(*(tree.iteritems() for tree in self._trees), key=_key)
        last = prefix + "\U0010ffff"
        return merge(*(tree.iteritems(prefix, last) for tree in self._trees), key=_key)


def _key(pair: tuple[str, Any]) -> str:
    return pair[0]
