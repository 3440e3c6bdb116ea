"""Limits per network address."""
