"""Commands for keys, and for the users of the Zope root."""

from argparse import Namespace
from ndl.registration.cli.base import add
from ndl.registration.cli.opening import CannotOpen
from typing import Any


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    add(commands, "rotate-keys", _rotate, "put a new key in use for links in mails")
    words = "refuse passwords of root users but from this machine"
    guard = add(commands, "guard-root", _guard_root, words)
    guard.add_argument("--remove", action="store_true", help="accept them again")


def _rotate(site: Any, options: Namespace) -> int:
    from ndl.registration.health.secrets import rotate_keys

    import transaction

    rotate_keys()
    transaction.commit()
    print("A new key is in use.")
    return 0


def _guard_root(site: Any, options: Namespace) -> int:
    from ndl.registration.pas.root_guard import install_root_guard
    from ndl.registration.pas.root_guard import NoUserFolder
    from ndl.registration.pas.root_guard import remove_root_guard

    import transaction

    root = site.getPhysicalRoot()
    try:
        (remove_root_guard if options.remove else install_root_guard)(root)
    except NoUserFolder:
        raise CannotOpen("the user folder of the root takes no plugins") from None
    transaction.commit()
    where = "from everywhere" if options.remove else "from this machine alone"
    print(f"Root users of Zope log in {where}.")
    return 0
