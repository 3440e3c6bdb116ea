"""The page on the health of registration and login."""
