"""The pages of My List."""
