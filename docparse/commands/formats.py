"""``docparse json``, ``jsonld``, ``md`` and ``text``: what ``render`` writes."""

from __future__ import annotations

from typing import ClassVar

import docparse
from docparse.columns.settings import OPTIONS_BY_COLUMN, render_options
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand
from docparse.commands.command import given
from docparse.commands.options import add_flattening, add_furniture, add_indent, add_page
from docparse.commands.parser import Arguments, Parser
from docparse.renderers import FormatName


class Rendered(ArticleCommand):
    """Writes an article in a format of ``render``."""

    format: ClassVar[str]

    def text(self, article: Article, arguments: Arguments) -> str:
        options = given(arguments, OPTIONS_BY_COLUMN[self.format])
        return docparse.render(article.tree, FormatName(self.format), **render_options(options))


class Json(Rendered):
    """Writes the tree as JSON."""

    name = "json"
    about = "Write the tree as JSON."
    format = "json"
    suffix = ".json"

    def add_options(self, parser: Parser) -> None:
        add_indent(parser)


class JsonLd(Rendered):
    """Writes JSON-LD."""

    name = "jsonld"
    about = "Write what search engines read, as JSON-LD."
    format = "jsonld"
    suffix = ".jsonld"
    for_one = ("title", "url")

    def add_options(self, parser: Parser) -> None:
        add_page(parser)


class Markdown(Rendered):
    """Writes Markdown."""

    name = "md"
    about = "Write Markdown (GFM)."
    format = "markdown"
    suffix = ".md"

    def add_options(self, parser: Parser) -> None:
        add_furniture(parser)


class FlattenedText(Rendered):
    """Writes an article as an extractor does."""

    name = "text"
    about = "Write flattened text, as an extractor does."
    format = "text"
    suffix = ".txt"

    def add_options(self, parser: Parser) -> None:
        add_flattening(parser)
        add_furniture(parser)
