"""Papers and tables for people: forms describe them as data, writers turn them into PDF and Excel; must not know SQL or Qt."""
