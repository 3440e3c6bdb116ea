"""A small catalogue with an SRU interface, to try the search without a network.

The development portal starts it. Records are facts about works in the public domain.
"""
