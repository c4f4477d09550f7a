"""``docparse chunks``: pieces of the text."""

from __future__ import annotations

from typing import Any

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand, json_lines
from docparse.commands.command import given
from docparse.commands.options import CUTTING, add_cutting, add_furniture
from docparse.commands.parser import Arguments, Parser
from docparse.source.text import NO_SPAN


class Chunks(ArticleCommand):
    """Cuts the text into pieces, a line of JSON each."""

    name = "chunks"
    about = "Cut the text into pieces, and write a line of JSON for each."
    suffix = ".jsonl"
    is_joined = True

    def add_options(self, parser: Parser) -> None:
        add_cutting(parser)
        add_furniture(parser)

    def text(self, article: Article, arguments: Arguments) -> str:
        pieces = docparse.chunks(article.tree, **given(arguments, CUTTING))
        return json_lines(article, map(_chunk_data, pieces))


def _chunk_data(chunk: docparse.Chunk) -> dict[str, Any]:
    """Return the object that is written of ``chunk``."""
    span = None if chunk.span == NO_SPAN else chunk.span
    record = {
        "text": chunk.text,
        "heading_path": chunk.heading_path,
        "kind": chunk.kind,
        "span": span,
        "lines": chunk.lines,
        "roles": chunk.roles,
    }
    return record if chunk.role is None else {**record, "role": chunk.role}
