"""Contracts of the stores, each a utility of the site.

What rooms above the leaves define is `Any` here: leaves import none of it.
"""
