"""``docparse text``: the flattened form."""

from __future__ import annotations

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand
from docparse.commands.command import given
from docparse.commands.options import add_flattening, add_furniture
from docparse.commands.parser import Arguments, Parser


class FlattenedText(ArticleCommand):
    """Writes an article as an extractor does."""

    name = "text"
    about = "Write flattened text, as an extractor does."
    suffix = ".txt"

    def add_options(self, parser: Parser) -> None:
        add_flattening(parser)
        add_furniture(parser)

    def text(self, article: Article, arguments: Arguments) -> str:
        options = given(arguments, ("formatting", "furniture"))
        if arguments.to_dialect is not None:
            options["dialect"] = arguments.to_dialect
        return docparse.render(article.tree, "text", **options)
