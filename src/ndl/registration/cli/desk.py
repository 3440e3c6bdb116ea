"""The command about the desk's index of applications."""

from argparse import Namespace
from ndl.registration.cli.base import add
from tqdm import tqdm
from typing import Any


def add_to(commands: Any) -> None:
    """Add what is below."""
    words = "make the index of the registration desk anew from the applications"
    add(commands, "rebuild-desk-index", _rebuild, words)


def _rebuild(site: Any, options: Namespace) -> int:
    from ndl.registration.review.desk import get_desk
    from ndl.registration.review.indexing import rebuild_index

    import transaction

    done = 0
    total = get_desk().objectCount()
    with tqdm(total=total, unit=" applications", disable=None) as bar:
        for count in rebuild_index():
            transaction.commit()
            site._p_jar.cacheGC()
            done += count
            bar.update(count)
    print(f"Applications in the index: {done}.")
    return 0
