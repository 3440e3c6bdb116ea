"""Login: attempts, codes, counts and sessions of every account."""
