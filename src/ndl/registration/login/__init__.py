"""Login: attempts, codes, limits and sessions of every account."""
