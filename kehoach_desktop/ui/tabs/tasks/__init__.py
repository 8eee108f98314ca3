"""Parts of the tab Nhiệm vụ."""
