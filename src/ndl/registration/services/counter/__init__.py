"""The registration counter over REST."""
