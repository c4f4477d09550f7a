"""``docparse tokens``: the lines of a text."""

from __future__ import annotations

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import TextCommand
from docparse.commands.options import add_force
from docparse.commands.parser import Arguments, Parser


class Tokens(TextCommand):
    """Lists the lines of a text, which is not read further."""

    name = "tokens"
    about = "List the lines of the text: place, kind, characters."

    def add_options(self, parser: Parser) -> None:
        add_force(parser)
        parser.set_defaults(source_form="text")

    def text(self, article: Article, arguments: Arguments) -> str:
        text = article.text
        return "\n".join(
            f"{start}-{end} {kind.name} {text[start:end]!r}"
            for kind, (start, end) in docparse.tokenize(text)
        )
