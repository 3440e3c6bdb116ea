"""What the library offers, over REST."""
