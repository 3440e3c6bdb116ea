"""Notices by staff to patrons, over REST."""
