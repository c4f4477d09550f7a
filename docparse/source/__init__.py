"""The text itself: where things stand in it, its characters, and its lines by their shapes."""
