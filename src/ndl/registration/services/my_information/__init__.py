"""What is known of the patron, over REST."""
