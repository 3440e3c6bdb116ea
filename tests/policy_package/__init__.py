"""A library's own package that uses every extension point of docs/development."""
