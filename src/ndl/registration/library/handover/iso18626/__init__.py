"""Hand-over by ISO 18626, the standard for requests between agencies."""
