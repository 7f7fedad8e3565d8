"""The marked-up article: its text with every forecast where it was said, and what became of it."""
