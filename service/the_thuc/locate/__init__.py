"""Finds the components of a paper in a measured file, also in papers not made here and in faulty ones."""
