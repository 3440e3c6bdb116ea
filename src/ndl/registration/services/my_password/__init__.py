"""The own password over REST."""
