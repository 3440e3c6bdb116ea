"""Authentication codes by telephone, read out by a voice (R29-R35)."""
