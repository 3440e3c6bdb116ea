"""What is read in pictures of identity documents: hints to editors, no decisions."""
