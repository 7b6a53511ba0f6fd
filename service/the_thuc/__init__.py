"""Checks the form of a paper: a DOCX or a PDF is measured, its components are found, each rule is one small check."""
