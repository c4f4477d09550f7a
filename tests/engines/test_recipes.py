"""The recipes of docs/corpora.md that need pandas or Polars."""

from __future__ import annotations

from typing import Any

import polars
import pytest

import docparse
from tests.conftest import CHECKOUT
from tests.test_docs import fenced_blocks

TABLE = docparse.Table.from_rows([["Ticket", "Adult", "Child"], ["Day", "9.00"]], header_rows=1)


def run(name: str) -> Any:
    page = (CHECKOUT / "docs" / "corpora.md").read_text(encoding="utf-8")
    (block,) = [block for block in fenced_blocks(page) if block.name == name]
    namespace: dict[str, Any] = {"docparse": docparse, "table": TABLE}
    exec(block.text, namespace)
    return namespace["frame"]


@pytest.mark.parametrize("recipe", ["recipe-pandas", "recipe-polars"])
def test_a_table_becomes_a_frame(recipe: str) -> None:
    frame = run(recipe)
    assert list(frame.columns) == ["Ticket", "Adult", "Child"]
    assert frame.shape == (1, 3)
    assert frame["Adult"][0] == "9.00"
    assert frame["Child"][0] == ""


def test_an_arrow_table_becomes_a_frame_with_its_types() -> None:
    arrow = docparse.to_arrow(TABLE)
    assert arrow.to_pandas()["Adult"][0] == 9.0
    assert polars.DataFrame(polars.from_arrow(arrow))["Adult"][0] == 9.0
