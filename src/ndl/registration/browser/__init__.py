"""Classic pages: thin fronts over the use cases of the domain packages."""
