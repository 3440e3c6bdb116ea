"""What people declare of themselves: forms, rules and foldings."""
