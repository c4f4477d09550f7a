"""The ways in: flattened text, Markdown, JSON and HTML, all to the same tree."""
