"""The cards of the dashboard: figures as plain data, each with its sentence, its table and its method."""
