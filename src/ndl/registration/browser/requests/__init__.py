"""Pages on which patrons request services and follow their requests."""
