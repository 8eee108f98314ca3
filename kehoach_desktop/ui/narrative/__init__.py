"""The editor of the report's words: parts at the left, the text as paragraphs, bullets and bold, changed figures marked."""
