"""``docparse tables``: the tables of articles."""

from __future__ import annotations

from typing import Any

from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand, json_lines
from docparse.commands.command import Nothing
from docparse.commands.console import terminal_line
from docparse.commands.options import add_skip_empty
from docparse.commands.parser import Arguments, Parser
from docparse.nodes import plain_text
from docparse.renderers import csv
from docparse.source.text import NO_SPAN


class Tables(ArticleCommand):
    """Lists the tables, a line each."""

    name = "tables"
    about = "List the tables: number, headings above, size, header."
    suffix = ".tables.txt"
    is_joined = True
    has_summary = False

    def add_options(self, parser: Parser) -> None:
        parser.add_argument(
            "--json",
            dest="as_json",
            action="store_true",
            help="write a line of JSON for each table",
        )
        add_skip_empty(parser)
        parser.set_defaults(summary=False)

    def text(self, article: Article, arguments: Arguments) -> str:
        entries = list(enumerate(csv.tables(article.tree), 1))
        if not entries:
            raise Nothing(f"there is no table in {article.name}")
        records = [_table_data(number, entry) for number, entry in entries]
        if arguments.as_json:
            return json_lines(article, records)
        name = [] if article.is_alone else [article.name]
        lines = ([*name, *_fields(record)] for record in records)
        return "\n".join("\t".join(map(terminal_line, line)) for line in lines)


def _table_data(number: int, entry: csv.TableEntry) -> dict[str, Any]:
    """Return what is said of a table."""
    table = entry.table
    header = [[plain_text(cell) for cell in row.cells] for row in table.rows[: table.header_rows]]
    return {
        "number": number,
        "heading_path": entry.heading_path,
        "rows": len(table.rows),
        "columns": max((len(row.cells) for row in table.rows), default=0),
        "header": header,
        "span": None if table.span == NO_SPAN else table.span,
    }


def _fields(table: dict[str, Any]) -> list[str]:
    """Return what a line says of ``table``: the first row of its header, short."""
    header = ", ".join(table["header"][0]) if table["header"] else ""
    return [
        str(table["number"]),
        " > ".join(table["heading_path"]),
        f"{table['rows']} × {table['columns']}",
        header if len(header) <= _LONGEST_HEADER else header[: _LONGEST_HEADER - 1] + "…",
    ]


_LONGEST_HEADER = 100
