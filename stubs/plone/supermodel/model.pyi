"""What mypy has to know of plone.supermodel: its schemas are interfaces."""

from typing import Any
from zope.interface import Interface

class Schema(Interface): ...

fieldset: Any
load: Any
