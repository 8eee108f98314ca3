"""Builds the Windows setup: one module a step, each usable alone; knows nothing of trying it out in Wine."""
