"""My List, over REST."""
