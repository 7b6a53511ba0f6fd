"""Văn thư: structured input becomes official Vietnamese papers in the form the law prescribes."""
