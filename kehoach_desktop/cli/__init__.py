"""The same services without a window: `kehoach`; no Qt."""
