"""Contracts of the stores, each a utility of the site.

Types defined in higher-level packages are `Any` here, as the leaves must not import
them.
"""
