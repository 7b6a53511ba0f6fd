"""DOCX to PDF: the only package that starts processes, and the judge of whether the PDF is sound."""
