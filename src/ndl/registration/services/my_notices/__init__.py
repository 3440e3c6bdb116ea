"""The notices of the patron, over REST."""
