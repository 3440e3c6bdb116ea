Patrons register by e-mail, log in with user ID, password and a mailed code, and apply for official registration, which editors verify or decline.
