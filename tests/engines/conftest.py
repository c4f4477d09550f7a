"""Tests that need Ray, Spark, pandas or Polars: `make test-engines` runs them, `make test` not."""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("DOCPARSE_ENGINES") == "1" else ["test_*.py"]
