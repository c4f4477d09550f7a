"""``docparse.inspection``: the page that shows what was inferred."""
