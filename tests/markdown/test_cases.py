"""The case files of Markdown: what is read, and what is written of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import docparse
from docparse import from_markdown, render
from tests.test_cases import visible

FOLDER = Path(__file__).parent.parent / "cases" / "markdown"


def read_cases(file: str) -> list[tuple[str, ...]]:
    """Return the cases of a case file: title, Markdown, outline, and what is written of it.

    Each of the four ends at a line of dots. What is written is left empty where it is what
    was read. What cannot be seen is written as in the cases of ``parse``.
    """
    *parts, rest = re.split(r"^\.{3}\n", file, flags=re.MULTILINE)
    if rest or len(parts) % 4:
        raise ValueError("a line of dots stands after each of the four parts of a case")
    return list(zip(*(map(visible, parts[at::4]) for at in range(4)), strict=True))


def case_params() -> list[Any]:
    return [
        pytest.param(*case, id=f"{path.stem}: {title.strip()}")
        for path in sorted(FOLDER.glob("*.txt"))
        for title, *case in read_cases(path.read_bytes().decode("utf-8"))
    ]


def check_case(text: str, outline: str, again: str) -> None:
    again = again or text
    document = from_markdown(text)
    assert docparse.dump(document) == outline
    assert render(document, "markdown") == again
    assert from_markdown(again) == document
    docparse.validate(document)


@pytest.mark.parametrize(("text", "outline", "again"), case_params())
def test_case(text: str, outline: str, again: str) -> None:
    check_case(text, outline, again)


EXAMPLE = """\
Stars
...
*so*
...
Document
  Paragraph
    Emphasis
      Text "so"
...
...
"""


@pytest.mark.parametrize("change", [("Emphasis", "Strong"), ("...\n...\n", "...\nso\n...\n")])
def test_control_a_case_that_expects_something_else_fails(change: tuple[str, str]) -> None:
    ((_, *case),) = read_cases(EXAMPLE)
    check_case(*case)
    ((_, *case),) = read_cases(EXAMPLE.replace(*change))
    with pytest.raises(AssertionError):
        check_case(*case)


def test_control_a_file_that_is_no_case_file_is_refused() -> None:
    with pytest.raises(ValueError, match="line of dots"):
        read_cases(EXAMPLE + "more\n")
