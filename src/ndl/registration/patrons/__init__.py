"""Patrons: records, identifiers, passwords, e-mail addresses."""
