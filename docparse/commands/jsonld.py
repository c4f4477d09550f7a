"""``docparse jsonld``: what search engines read."""

from __future__ import annotations

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand
from docparse.commands.command import given
from docparse.commands.options import PAGE, add_page
from docparse.commands.parser import Arguments, Parser


class JsonLd(ArticleCommand):
    """Writes JSON-LD."""

    name = "jsonld"
    about = "Write what search engines read, as JSON-LD."
    suffix = ".jsonld"
    for_one = ("title", "url")

    def add_options(self, parser: Parser) -> None:
        add_page(parser)

    def text(self, article: Article, arguments: Arguments) -> str:
        return docparse.render(article.tree, "jsonld", **given(arguments, PAGE))
