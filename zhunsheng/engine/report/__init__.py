"""A report on one case, from its suggestion: one typed document, shown as HTML, as DOCX and as plain text."""
