"""Voice calls: whether they can be made, and what they have cost."""

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


# Part of the day's cost from which it is reported.
_NEARLY = 0.8


def calls_can_be_made() -> Finding:
    """Check that calls can be made and today's budget is not spent."""
    name = settings().voice_provider
    if not name:
        return fine(_("Voice calls are not offered."))
    provider = queryUtility(IVoiceProvider, name)
    if provider is None:
        return warning(
            _("Who is to make voice calls is not installed, so none are offered."),
            _("Choose who makes the calls under Voice calls in the control panel."),
        )
    if not waits_as_set(provider):
        return warning(
            _(
                "The code is to be spoken only after a key was pressed. Who makes the "
                "calls cannot wait for one, so none are offered."
            ),
            _("Choose who else makes the calls, or let the code be spoken at once."),
        )
    problems = provider.problems()
    if problems:
        advice = _("Change the settings of voice calls, or choose who else makes them.")
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
