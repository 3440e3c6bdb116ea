"""Health checks of the site: what is wrong, in words, and how to mend it."""
