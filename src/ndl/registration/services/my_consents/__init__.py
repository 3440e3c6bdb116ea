"""Consent to the terms of services, over REST."""
