"""The channels by which a code reaches its owner."""
