"""Notices by staff: texts in each language, to one patron or to many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from enum import StrEnum
from ndl.registration.clock import today
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import PatronClass


class Living(StrEnum):
    """Residence of readers, relative to the library."""

    AT_HOME = "at-home"
    ABROAD = "abroad"


@dataclass(frozen=True)
class Audience:
    """The audience of a notice: one patron, or a class and residence of patrons.

    None matches every class or residence.
    """

    user_id: str = ""
    patron_class: PatronClass | None = None
    living: Living | None = None

    def includes(self, patron: Patron) -> bool:
        """Whether the patron belongs to the audience now."""
        if self.user_id:
            return patron.user_id == self.user_id
        if self.patron_class not in (None, patron.patron_class):
            return False
        lives = Living.AT_HOME if patron.residence.at_home else Living.ABROAD
        return self.living in (None, lives)


@dataclass(frozen=True)
class Wording:
    """Title and text of a notice by language, and when it is shown.

    The texts are HTML, cleaned by the site's filter. `ends` is the last day.
    """

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    begins: date
    ends: date


@dataclass(frozen=True)
class WrittenNotice:
    """A notice by staff; it is replaced, never changed in place.

    `edition` counts its wordings; a new edition is unread for all readers.
    """

    notice_id: str
    wording: Wording
    audience: Audience
    author: str
    created: datetime
    by_mail: bool = False
    edition: int = 1
    withdrawn: bool = False

    @property
    def mark(self) -> str:
        """Token that records that a patron has read this edition."""
        return f"{self.notice_id}/{self.edition}"

    @property
    def is_shown(self) -> bool:
        """Whether the notice is shown today."""
        wording = self.wording
        return not self.withdrawn and wording.begins <= today() <= wording.ends

    @property
    def is_over(self) -> bool:
        """Whether the notice is withdrawn or past its last day."""
        return self.withdrawn or self.wording.ends < today()
