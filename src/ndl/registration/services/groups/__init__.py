"""Groups over REST: those of services are computed, and cannot be changed."""
