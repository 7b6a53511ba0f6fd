"""Reads a DOCX, anybody's: what each paragraph looks like once every style, number and table has had its say."""

from service.the_thuc.docx.package import DocxUnreadable
from service.the_thuc.docx.read import read_docx

__all__ = ["DocxUnreadable", "read_docx"]
