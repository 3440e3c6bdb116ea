"""The own email address over REST."""
