"""Limits per network address, whatever is counted."""
