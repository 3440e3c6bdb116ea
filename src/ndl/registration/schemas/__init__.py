"""The settings, a schema for each part of the control panel."""
