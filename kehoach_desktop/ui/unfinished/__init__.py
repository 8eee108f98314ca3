"""Texts that are typed and not taken: found on the screen, kept, brought back after a crash."""
