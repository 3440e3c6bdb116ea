"""A change of name or address takes effect once an editor has verified it (R209)."""

from collections.abc import Mapping
from ndl.registration.account.change_mails import change_mail
from ndl.registration.account.change_mails import tell_of_change
from ndl.registration.notices.personal import add_notice
from ndl.registration.notices.personal import new_notice
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from ndl.registration.registration.acceptance import change_identity
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.interfaces import IRegistrationApplication
from ndl.registration.review.messages import Message
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import ReviewStep
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from zope.component import adapter


NOTICE = "change-verified"


@adapter(IRegistrationApplication, IAfterTransitionEvent)
def apply_verified_change(
    application: RegistrationApplication, event: IAfterTransitionEvent
) -> None:
    """Apply a verified change to the patron's data.

    Telephone, language and title stay, as they may have changed meanwhile.
    """
    if event.transition is None or not application.is_change:
        return
    if (
        meaning_of(event.transition.id) is not ReviewStep.VERIFY
        or not application.declared
    ):
        return
    patron = get_directory()[application.patron_id]
    person, changed = _verified_change(patron, application.declared)
    tell_of_change(patron, person, changed)
    add_notice(patron, NOTICE, application=application.getId())
    change_identity(patron, person)


def change_message(patron: Patron, application: RegistrationApplication) -> Message:
    """Preview of the message about the change, as if it were verified now."""
    person, changed = _verified_change(patron, application.declared or {})
    notice = new_notice(NOTICE, application=application.getId())
    return Message(notice, change_mail(patron, person, changed))


def _verified_change(
    patron: Patron, declared: Mapping[str, str]
) -> tuple[Person, frozenset[str]]:
    """The person with the declared identity, and the fields that differ from now."""
    person = patron.person.with_identity(Person.from_plain(dict(declared)))
    return person, person.changed_from(patron.person)
