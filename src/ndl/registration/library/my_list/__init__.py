"""My List: the records that a patron keeps (R4)."""
