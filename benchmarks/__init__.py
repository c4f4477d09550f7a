"""docparse and its peers, measured side by side: ``make bench``."""
