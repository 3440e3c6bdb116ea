"""A call that is to be made, and the site that asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ndl.registration.voice.interfaces import VoiceJob
from transaction import TransactionManager
from typing import Any
from zope.component.hooks import site as current_site


@dataclass(frozen=True)
class Order:
    """A job, and where its site is; a trial calls no patron."""

    database: Any
    path: str
    user_id: str
    job: VoiceJob
    is_trial: bool = False

    @contextmanager
    def site(self) -> Iterator[TransactionManager]:
        """The site as it is now, and the manager with which changes are committed."""
        manager = TransactionManager()
        connection = self.database.open(manager)
        try:
            root = connection.root()["Application"]
            with current_site(root.unrestrictedTraverse(self.path)):
                yield manager
        finally:
            manager.abort()
            connection.close()
