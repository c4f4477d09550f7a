"""``docparse tokens``: the lines of a text."""

from __future__ import annotations

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand
from docparse.commands.options import add_file, add_outputs, add_volume
from docparse.commands.parser import Arguments, Parser


class Tokens(ArticleCommand):
    """Lists the lines of a text, which is not read further."""

    name = "tokens"
    about = "List the lines of the text: place, kind, characters."

    def add_arguments(self, parser: Parser) -> None:
        add_file(parser)
        add_outputs(parser)
        add_volume(parser)

    def check(self, arguments: Arguments) -> None:
        return

    def text(self, article: Article, arguments: Arguments) -> str:
        text = article.text
        return "\n".join(
            f"{start}-{end} {kind.name} {text[start:end]!r}"
            for kind, (start, end) in docparse.tokenize(text)
        )
