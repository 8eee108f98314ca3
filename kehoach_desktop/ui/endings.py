"""Endings of the files the window opens; a name, no behaviour."""

OFFICE_ENDING = ".kehoach"
PACKAGE_ENDING = ".kehoach-goi"
FORM_ENDINGS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
PLAN_ENDINGS = (".docx", ".txt", ".md", ".pdf")
