"""Services that the patron may use, over REST."""
