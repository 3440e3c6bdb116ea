"""Pages on which one becomes a patron, and an official one."""
