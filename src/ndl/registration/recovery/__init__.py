"""Ways back in: a forgotten password or user ID."""
