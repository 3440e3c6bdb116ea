"""Requests of patrons: what they ask the library to do, and what became of it."""
