"""``docparse outline``: the headings."""

from __future__ import annotations

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand
from docparse.commands.command import given
from docparse.commands.console import terminal_line
from docparse.commands.options import add_furniture
from docparse.commands.parser import Arguments, Parser


class Outline(ArticleCommand):
    """Lists the headings, a line each."""

    name = "outline"
    about = "List the headings: level, confidence, text."
    suffix = ".outline.txt"
    is_joined = True

    def add_options(self, parser: Parser) -> None:
        add_furniture(parser)

    def text(self, article: Article, arguments: Arguments) -> str:
        entries = docparse.outline(article.tree, **given(arguments, ("furniture",)))
        name = "" if article.is_alone else f"{terminal_line(article.name)}\t"
        return "\n".join(
            f"{name}{level}\t{confidence:.2f}\t{'  ' * (level - 1)}{terminal_line(text)}"
            for level, text, confidence in entries
        )
