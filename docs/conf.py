"""How Sphinx builds the documentation."""

from importlib.metadata import version as installed_version


project = "ndl.registration"
author = "The ndl.registration developers"
copyright = f"2026, {author}"
release = installed_version("ndl.registration")
version = release

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"{project} {release}"
exclude_patterns = ["_build"]
