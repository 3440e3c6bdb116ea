"""Applications over REST."""
