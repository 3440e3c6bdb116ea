"""The queue of applications over REST."""
