"""What staff do for patrons who stand before them (R47, R157, R158, R183)."""
