"""Word templates by khối and kind, and the source they are built from."""
