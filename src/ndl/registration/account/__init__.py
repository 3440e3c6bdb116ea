"""What patrons change of themselves."""
