"""``docparse json``: the tree."""

from __future__ import annotations

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand
from docparse.commands.command import given
from docparse.commands.options import add_indent
from docparse.commands.parser import Arguments, Parser


class Json(ArticleCommand):
    """Writes the tree as JSON."""

    name = "json"
    about = "Write the tree as JSON."
    suffix = ".json"

    def add_options(self, parser: Parser) -> None:
        add_indent(parser)

    def text(self, article: Article, arguments: Arguments) -> str:
        return docparse.render(article.tree, "json", **given(arguments, ("indent",)))
