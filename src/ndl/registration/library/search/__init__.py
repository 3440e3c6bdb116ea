"""Searching library catalogues that speak SRU; open to everybody (R5, R144)."""
