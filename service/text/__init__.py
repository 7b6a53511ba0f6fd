"""Vietnamese text: cleaning, blocks, outline notation, dates, widths of lines."""
