"""Notices to patrons: by the portal itself, and by staff."""
