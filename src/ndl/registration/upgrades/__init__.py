"""Upgrade steps: a module per version of the default profile.

A step changes only what an earlier version left in a site, not what the site has set
itself. It can be repeated.
"""
