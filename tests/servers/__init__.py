"""The real servers that tests run against, each a context manager: up when entered, gone when left."""
