"""How one gets in: attempts, codes, counts and sessions of every account."""
