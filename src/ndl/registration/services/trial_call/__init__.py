"""Trial voice calls to a manager, over REST."""
