"""The control panel with the settings of the add-on."""
