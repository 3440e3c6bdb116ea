from datetime import date
from ndl.registration.declaration.extra import PersonFields
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.steps import FormStep
from plone.autoform import directives
from plone.supermodel import model
from plone.z3cform.fieldsets.extensible import FormExtender
from z3c.form.browser.radio import RadioFieldWidget
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


class IReader(model.Schema):
    directives.widget(profession=RadioFieldWidget)
    profession = schema.Choice(
        title="Profession",
        vocabulary=SimpleVocabulary(
            [SimpleTerm(1, "researcher", "Researcher"), SimpleTerm(2, "other", "Other")]
        ),
    )
    since = schema.Date(title="Reader since", required=False)
    newsletter = schema.Bool(title="Send me the newsletter", required=False)


class IHome(model.Schema):
    ward = schema.TextLine(
        title="Ward", constraint=lambda text: text != "None", required=False
    )


class IQuestion(model.Schema):
    purpose = schema.Text(
        title="Purpose of your research", description="In a line or two.", max_length=90
    )


class IGuide(model.Schema):
    guide = schema.Bool(title="I would like a guided tour", required=False)


class IStray(Interface):
    stray = schema.TextLine(title="Stray", required=False)


READER = PersonFields(IReader)
HOME = PersonFields(IHome, "address", frozenset({LivesIn.JAPAN}))
QUESTION = PersonFields(IQuestion, "application")
VISIT = FormStep("visit", "Your first visit", 45, aims=frozenset({Aim.REGISTER}))
GUIDE = PersonFields(IGuide, step="visit")
SINCE = date(2001, 2, 3)


class StrayField(FormExtender):
    """A field of an IFormExtender: not shown, as it could not be stored."""

    def update(self):
        self.add(Fields(IStray))
