"""What the checker demands of a finished paper, as data: one entry a rule, by family of issuers."""
