"""One reader for each kind of file; each turns bytes within limits into blocks and tables, and judges nothing."""
