"""The lines of a text as tokens, for whoever wants no tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docparse.errors import ArgumentError
from docparse.source.lines import LABEL, TEXT, TokenKind, scan
from docparse.source.text import Span
from docparse.words.labels import has_label


class Token(NamedTuple):
    """One line: its kind, and its span in the text, in code points, line ending included."""

    kind: TokenKind
    span: Span


def tokenize(text: str) -> Iterator[Token]:
    """Yield a token for each line; their spans together cover ``text`` without a gap.

    ``"Prices\\n- Fares rise."`` gives a TEXT over ``Span(0, 7)`` and an ITEM over ``Span(7, 20)``.

    A byte order mark at the start is in the first token and does not affect its kind. Raises
    ArgumentError, when it is called, if ``text`` is not a str.
    """
    if not isinstance(text, str):
        raise ArgumentError(f"tokenize takes a str, not {type(text).__name__}")
    return _tokens(text)


def _tokens(text: str) -> Iterator[Token]:
    lines = scan(text)
    start = 0
    for index, kind in enumerate(lines.kinds):
        end = lines.starts[index + 1]
        if start < end:
            labelled = kind is TEXT and has_label(lines.lines[index])
            yield Token(LABEL if labelled else kind, Span(start, end))
        start = end
