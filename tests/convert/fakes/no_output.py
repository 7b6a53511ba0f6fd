"""Says that all went well and writes nothing."""
