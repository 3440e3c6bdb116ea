"""Subscribers that write the audit log."""
