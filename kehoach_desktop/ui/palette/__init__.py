"""The command palette: every act and every record found by a few letters."""
