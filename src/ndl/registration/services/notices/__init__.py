"""Staff write notices to patrons, over REST."""
