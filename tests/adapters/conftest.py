"""Tests that need LangChain, LlamaIndex and datatrove: `make test-adapters` runs them."""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("DOCPARSE_ADAPTERS") == "1" else ["test_*.py"]
