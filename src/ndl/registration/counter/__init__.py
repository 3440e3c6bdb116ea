"""Use cases of staff at the counter (R47, R157, R158, R183)."""
