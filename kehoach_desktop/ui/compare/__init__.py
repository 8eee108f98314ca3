"""The window that holds two versions of a plan side by side."""
