"""Changes a DOCX: its parts, the elements of its text in the schema's order, its words, its formatting."""
