"""Customization without code: rows of tables, and texts of the library."""
