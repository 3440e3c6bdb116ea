"""Plone has no types; that `model.Schema` is an interface has to be known."""

from typing import Any

api: Any
