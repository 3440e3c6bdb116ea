"""Searching catalogues, over REST."""
