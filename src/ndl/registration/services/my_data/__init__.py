"""Everything held of the patron over REST."""
