"""Subscribers that keep the audit log."""
