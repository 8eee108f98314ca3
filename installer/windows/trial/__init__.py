"""Tries the finished setup in Wine: one module a kind of trial; builds nothing and is never shipped."""
