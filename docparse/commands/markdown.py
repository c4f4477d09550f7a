"""``docparse md``: Markdown."""

from __future__ import annotations

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand
from docparse.commands.command import given
from docparse.commands.options import add_furniture
from docparse.commands.parser import Arguments, Parser


class Markdown(ArticleCommand):
    """Writes Markdown."""

    name = "md"
    about = "Write Markdown (GFM)."
    suffix = ".md"

    def add_options(self, parser: Parser) -> None:
        add_furniture(parser)

    def text(self, article: Article, arguments: Arguments) -> str:
        return docparse.render(article.tree, "markdown", **given(arguments, ("furniture",)))
