"""The own account over REST, for patrons."""
