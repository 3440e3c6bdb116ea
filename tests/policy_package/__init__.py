"""A library's own package: it uses every extension point, see docs/development."""
