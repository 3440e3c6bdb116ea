"""Requests of patrons for services of the library, and their handling."""
