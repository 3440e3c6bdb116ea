"""Sessions and remembered browsers of the user, over REST."""
