"""Parts of the tab Kế hoạch."""
