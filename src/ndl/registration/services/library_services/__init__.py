"""Services of the library, over REST."""
