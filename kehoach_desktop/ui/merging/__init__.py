"""The window in which files of other machines are taken in and conflicts are decided."""
