"""DELETE @my-list: a list with all its records, or one record."""

from ndl.registration.library.my_list.entries import remove_entry
from ndl.registration.library.my_list.lists import remove_list
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.my_list.base import MyListService
from typing import Any


class MyListDelete(MyListService):
    """204; what is not there is not found."""

    def for_list(self, patron: Patron, each: PatronList) -> Any:
        """Remove a list."""
        remove_list(patron, each.list_id)
        return self.reply_no_content()

    def for_entry(self, each: PatronList, entry_id: str) -> Any:
        """Remove a record."""
        remove_entry(each, entry_id)
        return self.reply_no_content()
