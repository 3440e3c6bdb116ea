"""The figures of the desk over REST."""
