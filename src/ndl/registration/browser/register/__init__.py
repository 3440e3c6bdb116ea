"""Pages of user registration and of the application for official registration."""
