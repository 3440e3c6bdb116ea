"""Vocabularies of the settings."""
