"""Earlier applications of a patron, and how a new one differs from them (R127)."""

from collections.abc import Iterator
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.desk import get_desk
from ndl.registration.review.states import is_open
from ndl.registration.review.states import state_of


def earlier_than(
    application: RegistrationApplication,
) -> Iterator[RegistrationApplication]:
    """The patron's applications before this one, oldest first."""
    desk = get_desk()
    for number in desk.ids_of(application.patron_id):
        other = desk._getOb(number, None)
        if other is not None and other.submitted_at < application.submitted_at:
            yield other


def declined_before(
    application: RegistrationApplication,
) -> RegistrationApplication | None:
    """The application that this one corrects: the newest declined before it."""
    declined = [
        one
        for one in earlier_than(application)
        if one.reasons and not is_open(state_of(one))
    ]
    return declined[-1] if declined else None


def changed_fields(application: RegistrationApplication) -> tuple[str, ...]:
    """Names of the fields that differ from the declined application.

    Empty without one, and once the declared data have been erased.
    """
    before = declined_before(application)
    if before is None or not before.declared or not application.declared:
        return ()
    then, now = before.declared, application.declared
    return tuple(sorted(n for n in {*then, *now} if then.get(n) != now.get(n)))
