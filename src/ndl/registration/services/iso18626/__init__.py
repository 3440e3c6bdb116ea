"""@iso18626: the library's own system reports how far requests are."""
