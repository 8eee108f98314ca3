"""The verbs of the program: each opens its transaction, returns its result and what it touched; no Qt, no SQL."""
