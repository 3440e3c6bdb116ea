"""The application for another name or address, over REST."""
