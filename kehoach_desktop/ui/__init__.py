"""The window: shows frozen records and sends wishes to the services; must hold no SQL and decide no rule of the trade."""
