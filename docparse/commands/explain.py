"""``docparse explain``: what became of each line, and why."""

from __future__ import annotations

import json
from typing import Any

import attrs

import docparse
from docparse.columns.settings import READING
from docparse.commands.article import Article
from docparse.commands.article_command import TextCommand
from docparse.commands.command import given
from docparse.commands.console import terminal_text
from docparse.commands.options import add_number, add_reading
from docparse.commands.parser import Arguments, Parser


class Explain(TextCommand):
    """Says for every line of flattened text what it became, and why."""

    name = "explain"
    about = "Say for every line what it became, and why."

    def add_options(self, parser: Parser) -> None:
        add_number(parser, "--line", lowest=1, help="all about line N, from 1")
        parser.add_argument("--json", action="store_true", help="write JSON")
        add_reading(parser)

    def text(self, article: Article, arguments: Arguments) -> str:
        explanation = docparse.explain(article.text, **given(arguments, READING))
        line = None if arguments.line is None else explanation.line(arguments.line)
        if not arguments.json:
            return terminal_text(str(explanation if line is None else line))
        lines = explanation.lines() if line is None else [line]
        told = {
            "dialect": list(map(_evidence_data, explanation.about_dialect())),
            "lines": [
                {
                    "line": line.number,
                    "text": line.text,
                    "nodes": [type(node).__name__ for node in line.nodes],
                    "evidence": list(map(_evidence_data, line.evidence)),
                }
                for line in lines
            ],
        }
        return json.dumps(told, ensure_ascii=False, indent=1)


def _evidence_data(evidence: docparse.Evidence) -> dict[str, Any]:
    return {**attrs.asdict(evidence, recurse=False), "values": dict(evidence.values)}
