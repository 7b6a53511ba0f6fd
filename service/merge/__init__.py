"""Model -> display context -> DOCX; the only package that imports docxtpl."""
