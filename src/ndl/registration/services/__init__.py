"""REST services: thin fronts over the use cases, a folder per endpoint."""
