"""The office file on disk: the only room with SQL; hands out frozen domain records and knows no screen, no form and no Qt."""
