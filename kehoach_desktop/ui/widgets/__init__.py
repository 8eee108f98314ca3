"""The parts screens are made of; they know the theme and nothing of offices or plans."""
