"""The law as data: rule sets in TOML, each value with its citation, and the reader that proves them."""
