"""A format, a dialect and a transform for docparse, in a package of their own."""
