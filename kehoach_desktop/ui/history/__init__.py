"""The history window and the bin."""
