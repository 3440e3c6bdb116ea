"""What a library changes without code: rows of tables, and its own words."""
