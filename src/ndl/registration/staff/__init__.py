"""Staff accounts and their two-factor login."""
