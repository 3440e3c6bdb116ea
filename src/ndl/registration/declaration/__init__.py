"""Declarations of applicants: forms, validation, normalisation."""
