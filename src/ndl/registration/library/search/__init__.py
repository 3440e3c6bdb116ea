"""Searching library catalogues by SRU, open to everyone (R5, R144)."""
