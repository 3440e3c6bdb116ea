from ndl.registration.library.services import Service
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import provider


@provider(IFormFieldProvider)
class IUrgency(model.Schema):
    """A behaviour that other services may use as well."""

    urgent = schema.Bool(title="I need it within a week", required=False)


# The fields of the service are the content type `binding` of the profile.
BINDING = Service("binding", "Binding of periodicals", fields="binding")
