"""Vocabularies for the settings."""
