"""A manager is called, to try voice calls out."""
