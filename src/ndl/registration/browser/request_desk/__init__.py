"""Pages on which the staff handle the requests of patrons."""
