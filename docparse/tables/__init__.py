"""Lines → tables: where a table starts and ends, what its rows are, and its cells."""
