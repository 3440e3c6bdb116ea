Patrons registered by e-mail, logged in with user ID, password and a mailed code, and applied for official registration, which editors verified or declined.
