"""Which bare lines are headings, and what was learned to tell."""
