"""The real servers that tests run against: up when entered, gone when left."""
