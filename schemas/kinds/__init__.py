"""One module per kind of paper, found by `schemas.catalog`: a file added here is a kind added."""
