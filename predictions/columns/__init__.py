"""Work on many rows at once: the only place where the two databases are told apart."""
