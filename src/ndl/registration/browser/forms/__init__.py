"""Bases of pages and forms."""
