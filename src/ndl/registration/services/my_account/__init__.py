"""The patron's own account over REST."""
