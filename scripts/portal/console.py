"""A prompt with `app` and `portal`: `python -i -m scripts.portal.console`."""

from . import instance
from .settings import Settings
from .settings import SITE_ID
from Testing.makerequest import makerequest
from typing import Any
from Zope2.Startup.run import configure_wsgi

import os
import Zope2


def connect(settings: Settings) -> Any:
    """Return the root of Zope, with the data of the instance."""
    instance.make(settings)
    configure_wsgi(str(settings.instance / "etc" / "zope.conf")).prepare()
    return makerequest(Zope2.app())


def enter(app: Any) -> Any:
    """Return the portal, set as the current site."""
    from zope.component.hooks import setSite
    from zope.globalrequest import setRequest

    setRequest(app.REQUEST)
    portal = app[SITE_ID]
    setSite(portal)
    return portal


if __name__ == "__main__":
    app = connect(Settings.from_environment(os.environ))
    portal = enter(app)
    print("app, portal; transaction.commit() keeps what you change.")
