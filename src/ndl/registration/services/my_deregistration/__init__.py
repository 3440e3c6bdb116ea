"""The end of the own registration over REST."""
