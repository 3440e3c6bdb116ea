"""Whether the site is as safe as it was meant to be, in words, with cures."""
