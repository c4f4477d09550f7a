"""Texts → columns: what a corpus holds for each text, in whatever engine it is read."""
