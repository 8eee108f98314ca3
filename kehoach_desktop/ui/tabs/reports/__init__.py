"""Parts of the reports tab: forms and options, page preview, findings, register."""
