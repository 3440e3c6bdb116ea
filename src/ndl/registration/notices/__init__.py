"""Notices to patrons: by the portal itself, and by staff."""

from ndl.registration.notices.personal import add_notice
from ndl.registration.notices.personal import Notice
from ndl.registration.notices.reading import has_unread
from ndl.registration.notices.reading import mark_read


__all__ = ["Notice", "add_notice", "has_unread", "mark_read"]
