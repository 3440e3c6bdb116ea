"""Declarations of applicants: forms, validation, normalization."""
