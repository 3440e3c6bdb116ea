"""The requests of the patron, over REST."""
