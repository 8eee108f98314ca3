"""Help for the clerk: pages that travel with the program, shown for the place where F1 was pressed."""
