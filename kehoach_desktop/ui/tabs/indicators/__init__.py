"""Parts of the indicators tab."""
