"""A small catalogue that speaks SRU, to try the search without network.

The development portal starts it. Records are facts about works in the public domain.
"""
