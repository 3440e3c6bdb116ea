"""How one becomes a patron: from an e-mail address to a user ID."""
