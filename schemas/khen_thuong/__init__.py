"""The proposal of awards: its rows and facts, the rules between them, and the text and lists made of them."""
