"""Use cases of patrons who manage their own account."""
