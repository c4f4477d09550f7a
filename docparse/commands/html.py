"""``docparse html``: a fragment, or a page."""

from __future__ import annotations

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand
from docparse.commands.command import UsageError, given
from docparse.commands.options import PAGE, add_furniture, add_page, option_name
from docparse.commands.parser import Arguments, Parser


class Html(ArticleCommand):
    """Writes HTML."""

    name = "html"
    about = "Write HTML: a fragment, or a page."
    suffix = ".html"

    def add_options(self, parser: Parser) -> None:
        parser.add_argument("--document", action="store_true", help="a whole page")
        parser.add_argument("--faq", choices=("headings", "details"), help="what a question is")
        add_page(parser)
        add_furniture(parser)

    def check(self, arguments: Arguments) -> None:
        super().check(arguments)
        if not arguments.document:
            for name in given(arguments, PAGE):
                raise UsageError(f"{option_name(name)} is for a whole page: add --document")

    def text(self, article: Article, arguments: Arguments) -> str:
        options = given(arguments, ("document", "faq", "furniture", *PAGE))
        return docparse.render(article.tree, "html", **options)
