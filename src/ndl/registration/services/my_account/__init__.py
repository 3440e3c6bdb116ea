"""The own account over REST: summary and application."""
