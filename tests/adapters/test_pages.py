"""The recipes of docs/retrieval.md run, and what it says of the figures is so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import retrieval
from tests.conftest import CHECKOUT
from tests.test_docs import README, Block, faults_of_python, fenced_blocks

PAGE = (CHECKOUT / "docs" / "retrieval.md").read_text(encoding="utf-8")


def recipe(name: str) -> Block:
    (block,) = [block for block in fenced_blocks(PAGE) if block.name == f"recipe-{name}"]
    return block


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the article of the README."""
    monkeypatch.chdir(tmp_path)
    for block in fenced_blocks(README.read_text(encoding="utf-8")):
        if block.name == "article.txt":
            (tmp_path / block.name).write_bytes(block.text.encode())
    return tmp_path


@pytest.mark.parametrize("name", ["langchain", "llamaindex", "datatrove"])
def test_a_recipe_does_what_it_shows(name: str, folder: Path) -> None:
    namespace: dict[str, Any] = {"Path": Path}
    assert list(faults_of_python(recipe(name), namespace)) == []


@pytest.mark.usefixtures("folder")
def test_control_a_recipe_that_shows_something_else_is_noticed() -> None:
    block = recipe("datatrove")
    wrong = block._replace(text=block.text.replace("'ferry#4'", "'ferry#5'"))
    assert list(faults_of_python(wrong, {"Path": Path}))


def test_the_answer_is_found_more_often_than_with_other_splitters(shared: Path) -> None:
    """By about half of the lead that docs/retrieval.md shows."""
    texts, pairs, declared = retrieval.read(shared / "accuracy" / "train" / "faq-1.12.jsonl.gz")
    assert (len(pairs), declared) == (266, 266)
    found = {
        name: retrieval.measured(texts, pairs, splitter(500))
        for name, splitter in retrieval.SPLITTERS.items()
    }
    ours = found.pop("docparse")
    assert ours.first > 0.95
    assert ours.reciprocal_rank > 0.96
    for name, figures in found.items():
        if not name.startswith("docparse"):
            assert ours.first > figures.first + 0.1, name
            assert ours.reciprocal_rank > figures.reciprocal_rank + 0.05, name
            assert ours.answer_in_first > figures.answer_in_first + 0.08, name
