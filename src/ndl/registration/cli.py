"""The command `ndl-registration`: health, and what is done regularly."""

from argparse import ArgumentParser
from argparse import Namespace
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import json
import sys
import time


# Nothing of Plone is imported before zope.conf has set its environment.
UNSAFE = 1
WRONG = 2


class CannotOpen(Exception):
    """The database or the site cannot be opened; the text says why."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command. Returns 0, 1 if something is unsafe, 2 if it cannot run."""
    options = _parser().parse_args(arguments)
    try:
        with _opened(options.zope_conf, options.site) as site:
            return options.run(site, options)
    except CannotOpen as error:
        return _refuse(str(error))
    except Exception as error:
        if not _is_disconnected(error):
            raise
        return _refuse("the connection to the database was lost")


def _refuse(text: str) -> int:
    print(f"ndl-registration: {text}", file=sys.stderr)
    return WRONG


def _is_disconnected(error: Exception) -> bool:
    from ZODB.POSException import StorageError

    return isinstance(error, StorageError)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="ndl-registration", description=__doc__)
    parser.add_argument("zope_conf", help="path of zope.conf")
    parser.add_argument("site", help="path of the site in the database, say: portal")
    commands = parser.add_subparsers(title="commands", required=True)
    health = _add(commands, "health", _health, "check the site")
    health.add_argument("--json", action="store_true", help="write JSON")
    health.add_argument("--language", default="en", help="en or ja")
    health.add_argument(
        "--connect", action="store_true", help="ask the mail server and others as well"
    )
    _add(commands, "erase-pictures", _erase, "erase documents that are due")
    words = "lock the keys of documents with the first key of the environment"
    _add(commands, "encrypt-pictures", _encrypt, words)
    orphans = _add(commands, "orphan-blobs", _orphans, "list files without an object")
    orphans.add_argument("--remove", action="store_true", help="remove them as well")
    orphans.add_argument(
        "--hours", type=float, default=24, help="leave younger files alone (24)"
    )
    _add(commands, "rotate-keys", _rotate, "put a new key in use for links in mails")
    words = "refuse passwords of root users but from this machine"
    guard = _add(commands, "guard-root", _guard_root, words)
    guard.add_argument("--remove", action="store_true", help="accept them again")
    return parser


def _add(commands: Any, name: str, run: Callable, words: str) -> ArgumentParser:
    command = commands.add_parser(name, help=words)
    command.set_defaults(run=run)
    return command


@contextmanager
def _opened(zope_conf: str, path: str) -> Iterator[Any]:
    app = _open_database(zope_conf)
    from zope.component.hooks import setSite

    import transaction

    try:
        setSite(_find_site(app, path))
        yield app.unrestrictedTraverse(path.strip("/"))
    finally:
        setSite(None)
        transaction.abort()
        app._p_jar.close()


def _open_database(zope_conf: str) -> Any:
    from zc.lockfile import LockError
    from ZConfig import ConfigurationError
    from ZODB.POSException import StorageError
    from Zope2.Startup.run import configure_wsgi

    try:
        configure_wsgi(zope_conf)
        import Zope2

        return Zope2.app()
    except LockError:
        text = "the database is in use; only ZEO or RelStorage can share it"
        raise CannotOpen(text) from None
    except StorageError as error:
        text = f"the database server does not answer ({error})"
        raise CannotOpen(text) from error
    except (ConfigurationError, OSError) as error:
        raise CannotOpen(str(error)) from error


def _find_site(app: Any, path: str) -> Any:
    from ndl.registration.config import PLUGIN_ID
    from Products.CMFPlone.Portal import PloneSite

    site = app.unrestrictedTraverse(path.strip("/"), None)
    if not isinstance(site, PloneSite) or PLUGIN_ID not in site.acl_users:
        raise CannotOpen(f"{path} is no site in which the add-on is installed")
    return site


def _health(site: Any, options: Namespace) -> int:
    from ndl.registration.health.examine import examine
    from ndl.registration.health.finding import Level
    from ndl.registration.health.finding import Result
    from ndl.registration.health.finding import worst
    from zope.i18n import translate

    def say(message: str) -> str:
        return translate(message, target_language=options.language)

    def row(result: Result) -> dict[str, str]:
        return {
            "name": result.name,
            "title": say(result.title),
            "level": str(result.finding.level),
            "words": say(result.finding.words),
            "cure": say(result.finding.cure),
        }

    results = examine(connect=options.connect)
    rows, level = [row(result) for result in results], worst(results)
    if options.json:
        report = {"site": site.getId(), "level": level, "checks": rows}
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for each in rows:
            print(f"{each['level']:8} {each['title']}: {each['words']}")
            if each["cure"]:
                print(f"{'':8} -> {each['cure']}")
    return UNSAFE if level is Level.UNSAFE else 0


def _erase(site: Any, options: Namespace) -> int:
    from ndl.registration.review.retention import erase_due_pictures

    import transaction

    total = 0
    while count := erase_due_pictures():
        transaction.commit()
        total += count
    print(f"Applications whose pictures were erased: {total}.")
    return 0


def _encrypt(site: Any, options: Namespace) -> int:
    from ndl.registration.documents.vault import PictureKeysInvalid
    from ndl.registration.documents.vault import VARIABLE
    from ndl.registration.review.encryption import encrypt_pictures

    import transaction

    changed, locked, last = 0, 0, None
    while last != "":
        try:
            done = encrypt_pictures(last or "")
        except PictureKeysInvalid:
            raise CannotOpen(f"{VARIABLE} holds no key") from None
        transaction.commit()
        changed, locked, last = changed + done.changed, locked + done.locked, done.last
    print(f"Pictures that were encrypted: {changed}.")
    if locked:
        print(f"Pictures whose key is not in {VARIABLE}: {locked}.")
    return UNSAFE if locked else 0


def _orphans(site: Any, options: Namespace) -> int:
    from ndl.registration.documents.orphans import BlobsElsewhere
    from ndl.registration.documents.orphans import OrphanSearch
    from ndl.registration.events import audit
    from ndl.registration.events import AuditTag

    def progress(count: int) -> None:
        if count % 1000 == 0:
            print(f"{count} files looked at ...", file=sys.stderr, flush=True)

    before = time.time() - options.hours * 3600
    try:
        search = OrphanSearch(site._p_jar.db().storage, before, progress)
    except BlobsElsewhere:
        text = "the blobs lie elsewhere; run this where the storage has its blob-dir"
        raise CannotOpen(text) from None
    found = size = 0
    for orphan in search:
        print(orphan.path)
        found, size = found + 1, size + orphan.size
        if options.remove:
            orphan.remove()
    done = "removed" if options.remove else "found; --remove removes them"
    print(
        f"Of {search.looked_at} files {found} without an object {done}: {size} bytes."
    )
    if options.remove and found:
        audit(AuditTag.BLOBS_REMOVED, files=found)
    return 0


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


if __name__ == "__main__":
    sys.exit(main())
