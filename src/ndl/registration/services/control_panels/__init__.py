"""The settings over REST."""
