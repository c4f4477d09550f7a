"""``docparse html``: a fragment, or a page."""

from __future__ import annotations

import docparse
from docparse.commands.article import Article
from docparse.commands.article_command import ArticleCommand
from docparse.commands.command import UsageError, given
from docparse.commands.options import PAGE, add_furniture, add_page, option_name
from docparse.commands.parser import Arguments, Parser, Switch
from docparse.commands.writing import is_file_name


class Html(ArticleCommand):
    """Writes HTML."""

    name = "html"
    about = "Write HTML: a fragment, or a page."
    suffix = ".html"
    for_one = ("title", "url")

    def add_options(self, parser: Parser) -> None:
        parser.add_argument(
            "--document",
            action=Switch,
            help="a whole page, or a fragment (default: a page to a file, else a fragment)",
        )
        parser.add_argument("--faq", choices=("headings", "details"), help="what a question is")
        add_page(parser)
        add_furniture(parser)

    def check(self, arguments: Arguments) -> None:
        super().check(arguments)
        if not _is_page(arguments):
            for name in given(arguments, PAGE):
                raise UsageError(f"{option_name(name)} is for a whole page: add --document")

    def text(self, article: Article, arguments: Arguments) -> str:
        options = given(arguments, ("faq", "furniture", *PAGE))
        return docparse.render(article.tree, "html", document=_is_page(arguments), **options)


def _is_page(arguments: Arguments) -> bool:
    """Whether a whole page is written: as is said, else to files but not to streams."""
    if arguments.document is not None:
        return bool(arguments.document)
    return arguments.out_dir is not None or is_file_name(arguments.output)
