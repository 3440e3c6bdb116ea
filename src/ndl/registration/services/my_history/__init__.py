"""The security history of a patron, over REST."""
