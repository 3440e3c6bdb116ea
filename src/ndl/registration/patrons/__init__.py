"""Patrons: records, identifiers, passwords, addresses."""
