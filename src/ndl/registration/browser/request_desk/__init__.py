"""Pages on which staff handle the requests of patrons."""
