"""@iso18626: reports of the library's own system on the state of requests."""
