"""The article of most tests of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ARTICLE


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(ARTICLE.encode())
    return path
