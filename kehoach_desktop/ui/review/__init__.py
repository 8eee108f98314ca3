"""The window in which a plan that was read is looked over before it is accepted."""
