"""What the patron may use, over REST."""
