"""What goes to the units and comes back: report forms out and in, read within limits; no database, no screen."""
