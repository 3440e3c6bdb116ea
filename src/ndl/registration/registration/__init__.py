"""Registration: from an e-mail address to a user ID."""
