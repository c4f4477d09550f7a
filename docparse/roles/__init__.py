"""Which lines are of the page around the article, or say who wrote it, when, and whom it shows."""
