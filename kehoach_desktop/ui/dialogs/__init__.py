"""Windows over the main window."""
