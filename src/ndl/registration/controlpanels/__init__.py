"""The control panels of the add-on: settings, texts, tables, terms."""
