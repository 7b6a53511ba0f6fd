"""What a document is: Pydantic models, the catalog of kinds, validation with every problem at once."""
