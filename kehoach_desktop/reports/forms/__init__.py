"""One module a form: each turns a dossier into a description of reports.model; none knows a file format."""
