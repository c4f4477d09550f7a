"""markdown-it-py's state and tokens, as far as our rules look at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias


class Token(Protocol):
    """The start or the end of a block, or what stands in it."""

    type: str
    tag: str
    nesting: int
    """1 where a block opens, -1 where it closes, 0 where it does both."""
    markup: str
    content: str
    info: str
    map: list[int] | None
    """The first line of the block and the line after its last."""
    meta: dict[str, Any]
    attrs: dict[str, Any]


class BlockState(Protocol):
    """The lines of a text, or of a container in it, and the tokens read so far."""

    src: str
    md: Any
    env: Any
    tokens: list[Any]
    bMarks: list[int]
    """Where each line begins, behind the marks of its containers."""
    eMarks: list[int]
    """Where each line ends."""
    tShift: list[int]
    """How many spaces and tabs each line begins with."""
    sCount: list[int]
    """The column in which the words of each line begin."""
    blkIndent: int
    line: int
    lineMax: int
    level: int
    parentType: str

    def isEmpty(self, line: int) -> bool:
        """Whether a line is blank."""

    def is_code_block(self, line: int) -> bool:
        """Whether a line is indented as far as code."""

    def push(self, ttype: str, tag: str, nesting: Any) -> Any:
        """Append a token and return it."""


Rule: TypeAlias = "Callable[[Any, int, int, bool], bool]"
"""Reads a block at a line, given the line after the last; if silent, only says whether it is one.

It appends tokens and sets ``line`` to the line after the block.
"""
