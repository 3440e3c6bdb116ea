"""Plone's form for a new user, without the groups that are computed."""

from ndl.registration.library.groups import is_reserved
from plone.app.users.browser.register import AddUserForm
from zope.schema.vocabulary import SimpleVocabulary


class NewUser(AddUserForm):
    """The stock form; nobody can be put into the groups of services."""

    def updateWidgets(self) -> None:
        """Prepare the inputs."""
        super().updateWidgets()
        # Sites with many groups have no such input.
        widget = self.widgets.get("groups")
        if widget is not None:
            stored = [term for term in widget.terms if not is_reserved(term.value)]
            widget.terms.terms = SimpleVocabulary(stored)
