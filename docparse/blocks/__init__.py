"""Lines → blocks, one construct a file: paragraphs, lists, quotes, code."""
