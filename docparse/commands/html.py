"""``docparse html``: a fragment, or a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import docparse
from docparse.commands.article import Article, reason
from docparse.commands.article_command import ArticleCommand
from docparse.commands.command import UNREADABLE, Failure, UsageError, given
from docparse.commands.options import PAGE, add_faq, add_furniture, add_page, option_name
from docparse.commands.parser import Arguments, Parser, Switch
from docparse.commands.writing import is_file_name

_STYLE: Final = ("css", "template")
"""Options of ``render`` whose text is in a file."""


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
        add_faq(parser)
        add_page(parser)
        parser.add_argument("--css", metavar="FILE", help="a style sheet after the page's own")
        parser.add_argument("--template", metavar="FILE", help="a Jinja2 template of the page")
        add_furniture(parser)

    def check(self, arguments: Arguments) -> None:
        if not _is_page(arguments):
            for name in given(arguments, (*PAGE, *_STYLE)):
                raise UsageError(f"{option_name(name)} is for a whole page: add --document")
        for path in given(arguments, _STYLE).values():
            _page_file(path)
        super().check(arguments)

    def text(self, article: Article, arguments: Arguments) -> str:
        options = given(arguments, ("faq", "furniture", *PAGE))
        options |= {name: _page_file(path) for name, path in given(arguments, _STYLE).items()}
        return docparse.render(article.tree, "html", document=_is_page(arguments), **options)


def _is_page(arguments: Arguments) -> bool:
    """Whether a whole page is written: as is said, else to files but not to streams."""
    if arguments.document is not None:
        return bool(arguments.document)
    return arguments.out_dir is not None or is_file_name(arguments.output)


@cache
def _page_file(path: str) -> str:
    """Return the text of a style sheet or a template, which is UTF-8."""
    try:
        return Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(UNREADABLE, f"cannot read {path}: it is not UTF-8") from None
    except (OSError, ValueError) as error:
        raise Failure(UNREADABLE, f"cannot read {path}: {reason(error)}") from None
