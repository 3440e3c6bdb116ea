"""The page on the health of the registration."""
