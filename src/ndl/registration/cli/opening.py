"""Opening the database and the site for a command."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class CannotOpen(Exception):
    """The database or the site cannot be opened; the text is the reason."""


@contextmanager
def opened(zope_conf: str, path: str) -> Iterator[Any]:
    """Open the site and make it current. Raises CannotOpen."""
    app = open_database(zope_conf)
    from zope.component.hooks import setSite

    import transaction

    try:
        setSite(_find_site(app, path))
        yield app.unrestrictedTraverse(path.strip("/"))
    finally:
        setSite(None)
        transaction.abort()
        app._p_jar.close()


def open_database(zope_conf: str) -> Any:
    """The root of the database configured in zope.conf. Raises CannotOpen."""
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
