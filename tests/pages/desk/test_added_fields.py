"""Behaviours and fields that a site adds to the type of applications."""

from lxml import html
from ndl.registration.review.content import APPLICATION_TYPE
from transaction import commit

import pytest


JSON = {"Accept": "application/json"}
MODEL = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema">
  <schema based-on="ndl.registration.review.interfaces.IRegistrationApplication">
    <field name="shelf_mark" type="zope.schema.TextLine">
      <title>Shelf mark</title>
      <required>False</required>
    </field>
  </schema>
</model>
"""


@pytest.fixture
def type_info(site):
    return site.portal_types[APPLICATION_TYPE]


@pytest.fixture
def shown(editor, path):
    def read():
        tree = html.fromstring(editor.get(path).text)
        (box,) = tree.xpath("//section[@id='ndl-added']") or [None]
        return "" if box is None else " ".join(box.text_content().split())

    return read


def test_there_are_none(shown):
    assert shown() == ""


def test_of_a_behaviour(editor, path, application, type_info, shown):
    type_info.manage_changeProperties(behaviors=("plone.eventcontact",))
    application.contact_name = "Reading <room>"
    commit()
    assert shown() == "Further data Contact Name Reading <room>"
    assert editor.get(path, headers=JSON).json()["contact_name"] == "Reading <room>"


def test_of_a_schema(editor, path, application, type_info, shown):
    type_info.manage_changeProperties(schema="", model_source=MODEL)
    commit()
    assert shown() == ""
    application.shelf_mark = "YD-7"
    commit()
    assert shown().endswith("Shelf mark YD-7")
    assert editor.get(path, headers=JSON).json()["shelf_mark"] == "YD-7"
