"""Records and rules of the trade in plain Python; must not know files, SQL, Qt or any third-party library."""
