"""GET and POST @terms: the current terms, and the patron's consent (R58)."""

from ndl.registration import _
from ndl.registration.registration.terms import accept_terms
from ndl.registration.registration.terms import get_terms
from ndl.registration.registration.terms import must_accept
from ndl.registration.services.patron import AccountService
from ndl.registration.settings.constraints import is_text
from typing import Any


VERSION_MISSING = _("Please name the version of the terms that you have read.")


class TermsGet(AccountService):
    """The current version, its page, and whether the patron must accept it."""

    def respond(self) -> dict[str, Any]:
        """The terms in force."""
        version = get_terms().current.version
        url = self.context.absolute_url()
        return {
            "@id": f"{url}/@terms",
            "version": version,
            "page": f"{url}/terms?version={version}",
            "must_accept": must_accept(self.user_id),
        }


class TermsPost(AccountService):
    """Record the patron's consent to this version."""

    def respond(self) -> Any:
        """204."""
        version = self.body().get("version")
        if not is_text(version) or not version:
            return self.refuse_fields({"version": VERSION_MISSING})
        accept_terms(self.user_id, version)
        return self.reply_no_content()
