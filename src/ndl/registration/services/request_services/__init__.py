"""The services that can be requested and what they ask, over REST."""
