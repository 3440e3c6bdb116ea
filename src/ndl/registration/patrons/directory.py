"""The directory of all patrons and its indexes."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from itertools import islice
from ndl.registration import stores
from ndl.registration.folding import fold_email
from ndl.registration.folding import fold_login
from ndl.registration.folding import fold_user_id
from ndl.registration.patrons.calendar import look_again
from ndl.registration.patrons.email import email_key
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.patrons.errors import BirthDateFixed
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.errors import UserIdTaken
from ndl.registration.patrons.identifiers import may_begin_user_id
from ndl.registration.patrons.identifiers import new_user_id
from ndl.registration.patrons.keys import fold_name
from ndl.registration.patrons.keys import name_keys
from ndl.registration.patrons.keys import person_key
from ndl.registration.patrons.keys import person_keys
from ndl.registration.patrons.keys import phone_key
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from ndl.registration.patrons.shards import EMAIL_CUTS
from ndl.registration.patrons.shards import FirstWordTree
from ndl.registration.patrons.shards import ID_CUTS
from ndl.registration.patrons.shards import NAME_CUTS
from ndl.registration.patrons.shards import PrefixTree
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from persistent import Persistent
from zope.component import getUtility
from zope.interface import implementer


def get_directory() -> "PatronDirectory":
    """The directory of the current site."""
    return getUtility(IPatronDirectory)


@implementer(IPatronDirectory)
class PatronDirectory(Persistent):
    """Patrons by user ID, with indexes by address, person and name.

    The indexes that are searched by prefix hold the patrons themselves: looking up each
    patron by user ID would load two more objects.
    """

    def __init__(self) -> None:
        self._patrons = PrefixTree(*ID_CUTS)
        self._by_email = PrefixTree(*EMAIL_CUTS)
        self._by_person = FirstWordTree()
        self._by_name = PrefixTree(*NAME_CUTS)
        self._retired = ShardedTree()

    def get(self, user_id: str) -> Patron | None:
        """The patron with exactly this user ID."""
        return self._patrons.get(user_id)

    def __getitem__(self, user_id: str) -> Patron:
        """The patron with exactly this user ID. Raises UnknownPatron."""
        patron = self._patrons.get(user_id)
        if patron is None:
            raise UnknownPatron(user_id)
        return patron

    def __contains__(self, user_id: str | None) -> bool:
        """Whether this is a patron's user ID; None, for anonymous visitors, is not."""
        return user_id is not None and user_id in self._patrons

    def after(self, user_id: str) -> Iterator[Patron]:
        """All patrons after this user ID, in a stable order; an empty ID yields all."""
        for _id, patron in self._patrons.items_after(user_id):
            yield patron

    def is_empty(self) -> bool:
        """Whether no patron has ever been registered."""
        trees = (self._patrons, self._retired)
        return not any(True for tree in trees for _pair in tree.items())

    def unused_user_id(self) -> str:
        """A user ID that was never given, not even to a former patron (R54)."""
        while True:
            user_id = new_user_id()
            if user_id not in self._patrons and user_id not in self._retired:
                return user_id

    def find_by_email(self, email: str) -> Patron | None:
        """The patron who holds the address, or None; expired patrons do not count."""
        patron: Patron | None = self._by_email.get(email_key(email))
        return None if patron is None or patron.is_expired else patron

    def find_same_person(self, birth_date: date, name: str) -> list[str]:
        """User IDs of patrons with this birth date and name, family name first."""
        return sorted(self._by_person.get(person_key(birth_date, name), ()))

    def find_same_phone(self, phone: str) -> list[str]:
        """User IDs of patrons with this telephone number."""
        return sorted(self._by_person.get(phone_key(phone), ()))

    def search(self, prefix: str = "", limit: int = 100) -> list[Patron]:
        """The first patrons whose user ID, name, kana or address begins with `prefix`.

        Case and width are ignored. Without a prefix, the first patrons by user ID.
        """
        wanted = fold_login(prefix)
        if not wanted:
            return [p for _id, p in islice(self._patrons.items(), limit)]
        found: dict[Patron, None] = {}
        for patron in self._starting(wanted):
            if len(found) == limit:
                break
            found[patron] = None
        return list(found)

    def find_by_name(self, name: str, limit: int = 100) -> list[Patron]:
        """The first patrons with exactly this full name, in either order, or kana."""
        found = islice(self._by_name.starting(f"{fold_name(name)} "), limit)
        return [patron for _key, patron in found]

    def _starting(self, wanted: str) -> Iterator[Patron]:
        user_id, folded = fold_user_id(wanted), fold_name(wanted)
        email = email_key(fold_email(wanted))
        found = chain(
            self._patrons.starting(user_id) if may_begin_user_id(user_id) else (),
            self._by_email.starting(email) if email else (),
            self._by_name.starting(folded) if folded else (),
        )
        yield from (patron for _key, patron in found)

    def add(self, patron: Patron) -> None:
        """Store a new patron. Raises EmailTaken, UserIdTaken."""
        if patron.user_id in self._retired or patron.user_id in self:
            raise UserIdTaken
        if patron.email:
            self._claim(patron, patron.email)
        if not self._patrons.insert(patron.user_id, patron):
            raise UserIdTaken
        self._index_person(patron)
        look_again(patron.user_id)

    def change_email(self, patron: Patron, email: str) -> None:
        """Give the patron another address; empty removes it. Raises EmailTaken."""
        former = patron.email
        if email:
            self._claim(patron, email)
        patron._take_email(email)
        if former and email_key(former) != email_key(email):
            self._release(former, patron)

    def extend(self, patron: Patron) -> None:
        """Extend the registration to the full period from today."""
        former = patron.valid_until
        patron.extend()
        if patron.valid_until < former:
            # The period in the settings was shortened.
            look_again(patron.user_id)

    def remove(self, user_id: str) -> None:
        """Remove a patron; the user ID is never given again. Raises UnknownPatron."""
        patron = self._patrons.pop(user_id)
        if patron is None:
            raise UnknownPatron
        self._retired[user_id] = True
        self._release(patron.email, patron)
        self._unindex_person(patron)

    def update(self, patron: Patron, person: Person) -> None:
        """Replace the person of the patron, in the record and in all indexes.

        Raises UnknownPatron for a patron who is not in the directory, and
        BirthDateFixed if the birth date differs (R68).
        """
        if person.birth_date != patron.birth_date:
            raise BirthDateFixed
        self.correct(patron, person)

    def correct(self, patron: Patron, person: Person) -> None:
        """Replace the person, with a birth date that staff have read in a document.

        Raises UnknownPatron.
        """
        if self.get(patron.user_id) is not patron:
            raise UnknownPatron
        self._unindex_person(patron)
        patron._take_person(person)
        self._index_person(patron)

    def index_persons_anew(self) -> Iterator[Patron]:
        """Rebuild the index by person; yields each patron after indexing.

        Until the end, some patrons cannot be found by person.
        """
        self._by_person = FirstWordTree()
        for patron in self.after(""):
            self._add_person_keys(patron)
            yield patron

    def _claim(self, patron: Patron, email: str) -> None:
        holder = self.find_by_email(email)
        if holder is not None and holder.user_id != patron.user_id:
            raise EmailTaken
        self._by_email[email_key(email)] = patron

    def _release(self, email: str, patron: Patron) -> None:
        if email and self._by_email.get(email_key(email)) is patron:
            self._by_email.pop(email_key(email))

    def _index_person(self, patron: Patron) -> None:
        self._add_person_keys(patron)
        for key in name_keys(patron):
            self._by_name[key] = patron

    def _add_person_keys(self, patron: Patron) -> None:
        for key in person_keys(patron):
            known = self._by_person.get(key, frozenset())
            self._by_person[key] = known | {patron.user_id}

    def _unindex_person(self, patron: Patron) -> None:
        for key in person_keys(patron):
            rest = self._by_person.get(key, frozenset()) - {patron.user_id}
            if rest:
                self._by_person[key] = rest
            else:
                self._by_person.pop(key)
        for key in name_keys(patron):
            self._by_name.pop(key)


stores.register(IPatronDirectory, PatronDirectory)
