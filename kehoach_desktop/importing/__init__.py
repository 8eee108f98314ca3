"""Reads an issued plan into a Proposal for a person to accept; it saves nothing and imports nothing heavy."""
