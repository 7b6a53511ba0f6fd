"""Reads a PDF of any maker into the measured model: letters and drawings first, then lines, columns, paragraphs."""
