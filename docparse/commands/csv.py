"""``docparse csv``: one table, or all of them as files."""

from __future__ import annotations

import os
from collections.abc import Iterator

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand
from docparse.commands.command import USAGE, Failure, Nothing
from docparse.commands.options import add_formulas, add_skip_empty, whole_number
from docparse.commands.parser import Arguments, Parser
from docparse.renderers import csv
from docparse.source.characters import file_words


class Csv(ArticleCommand):
    """Writes tables as CSV."""

    name = "csv"
    about = "Write a table as CSV, or all of them as files."
    suffix = ".csv"

    def add_options(self, parser: Parser) -> None:
        parser.add_argument(
            "--table", type=whole_number, metavar="N", help="the N-th table, from 1"
        )
        add_formulas(parser, "escape")
        add_skip_empty(parser)
        parser.add_argument(
            "--bom",
            action="store_true",
            help="begin with a byte order mark, as Excel needs for UTF-8",
        )

    def text(self, article: Article, arguments: Arguments) -> str:
        entries = _tables_of(article)
        chosen = arguments.table
        if chosen is None and len(entries) > 1:
            advice = "say --table N, or --out-dir DIR for all of them"
            listing = csv.listing(entries)
            raise Failure(USAGE, f"which table of {article.name}? {advice}:\n{listing}")
        if chosen is not None and not 1 <= chosen <= len(entries):
            if not article.is_alone and chosen > len(entries):
                raise Nothing(f"there is no table {chosen} in {article.name}, only {len(entries)}")
            listing = csv.listing(entries)
            raise Failure(USAGE, f"{article.name} has no table {chosen}, only these:\n{listing}")
        return _table_csv(article, entries[(chosen or 1) - 1], arguments)

    def ending(self, arguments: Arguments) -> str:
        return "" if arguments.table is None else self.suffix

    def files(self, article: Article, arguments: Arguments) -> Iterator[tuple[str, str]]:
        if arguments.table is not None:
            yield article.target + self.suffix, self.text(article, arguments)
            return
        folder = "" if article.is_alone else article.target
        entries = _tables_of(article)
        digits = max(2, len(str(len(entries))))
        for number, entry in enumerate(entries, 1):
            name = f"{number:0{digits}}-{_table_words(entry)}.csv"
            yield os.path.join(folder, name), _table_csv(article, entry, arguments)


def _tables_of(article: Article) -> list[csv.TableEntry]:
    """Return the tables of ``article``. Raises Nothing if there are none."""
    entries = csv.tables(article.tree)
    if not entries:
        raise Nothing(f"there is no table in {article.name}")
    return entries


def _table_csv(article: Article, entry: csv.TableEntry, arguments: Arguments) -> str:
    diagnostic = csv.ragged(entry.table)
    if diagnostic is not None:
        article.diagnostics.append(diagnostic)
    text = docparse.render(entry.table, "csv", formulas=arguments.formulas)
    return "\ufeff" + text if arguments.bom and text else text


def _table_words(entry: csv.TableEntry) -> str:
    """Return the table's heading, or its first row, for the name of a file.

    The number before it keeps file names unique, and from being reserved names.
    """
    rows = entry.table.rows[:1]
    texts = [*entry.heading_path[-1:], *map(docparse.plain_text, rows)]
    return file_words("".join(texts[:1]), "table")
