"""Recovery of access: a forgotten password or user ID."""
