"""The requests of patrons over REST, for the staff."""
