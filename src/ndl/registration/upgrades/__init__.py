"""Upgrade steps: one module per version of the default profile.

A step changes what an earlier version has left in a site, and nothing that the site has
set itself. It may run twice.
"""
