"""Requests are handed over to the library's own system, and it tells their states."""
