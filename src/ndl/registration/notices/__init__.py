"""Notices to patrons: by the portal itself, and by staff."""

from ndl.registration.notices.personal import add_notice
from ndl.registration.notices.personal import has_unread
from ndl.registration.notices.personal import mark_read
from ndl.registration.notices.personal import Notice


__all__ = ["Notice", "add_notice", "has_unread", "mark_read"]
