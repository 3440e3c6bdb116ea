"""The patron's data over REST."""
