"""Authentication codes read out over the telephone (R29-R35)."""
