"""Check of voice calls: whether they can be made, and their cost of today."""

from ndl.registration import _
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import warning
from ndl.registration.settings import settings
from ndl.registration.voice.caps import cost_day
from ndl.registration.voice.channel import waits_as_set
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.store import get_calls
from zope.component import queryUtility


# Share of the day's budget from which the cost is reported.
_NEARLY = 0.8


def calls_can_be_made() -> Finding:
    """Check that calls can be made and today's budget is not spent."""
    name = settings().voice_provider
    if not name:
        return fine(_("Voice calls are not offered."))
    provider = queryUtility(IVoiceProvider, name)
    if provider is None:
        return warning(
            _(
                "The chosen provider of voice calls is not installed. Voice calls are "
                "not offered."
            ),
            _("Choose a provider under Voice calls in the control panel."),
        )
    if not waits_as_set(provider):
        return warning(
            _(
                "The code is to be spoken only after a key was pressed, which the "
                "provider does not support. Voice calls are not offered."
            ),
            _(
                "Choose another provider of voice calls, or let the code be spoken at "
                "once."
            ),
        )
    problems = provider.problems()
    if problems:
        advice = _("Change the settings of voice calls, or choose another provider.")
        return warning(problems[0], advice)
    mapping = {
        "cost": get_calls().cost_of(cost_day()),
        "most": settings().voice_cost_day,
    }
    text = _("Voice calls of today: ${cost} of ${most} yen.", mapping=mapping)
    if mapping["cost"] > _NEARLY * mapping["most"]:
        advice = _("Look for login:call:ended in the audit log: this may be fraud.")
        return warning(text, advice)
    return fine(text)
