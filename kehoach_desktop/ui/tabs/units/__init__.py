"""Parts of the units tab."""
