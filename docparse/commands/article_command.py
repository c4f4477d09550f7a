"""Commands that write one form of each article."""

from __future__ import annotations

import json
import os
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import ClassVar

from docparse.columns.settings import READING
from docparse.commands import many
from docparse.commands.article import Article
from docparse.commands.command import DONE, Command, Failure, Nothing, UsageError, given
from docparse.commands.console import Console
from docparse.commands.inputs import (
    ArticleFile,
    check_targets,
    find_articles,
    form_of,
    refuse_inputs,
)
from docparse.commands.options import (
    add_inputs,
    add_number,
    add_output,
    add_reading,
    add_volume,
    check_names,
    option_name,
)
from docparse.commands.parser import Arguments, Parser
from docparse.commands.result import Result, texts_of
from docparse.commands.tally import Tally
from docparse.commands.writing import is_file_name, write, write_file


class ArticleCommand(Command):
    """A command that reads articles and writes one form of each.

    A subclass gives :meth:`text`, and its own options in :meth:`add_options`.
    """

    usage = "IN..."
    takes_many = True

    suffix: ClassVar[str]
    """The end of the names of files that are written to a folder."""

    is_joined: ClassVar[bool] = False
    """Whether what is written of several articles may stand in one file, one after the other."""

    has_summary: ClassVar[bool] = True
    """Whether ``--json`` asks for a summary."""

    for_one: ClassVar[tuple[str, ...]] = ()
    """The options that are true of one article, and are refused for several."""

    def add_arguments(self, parser: Parser) -> None:
        add_inputs(parser)
        add_output(parser)
        parser.add_argument(
            "--out-dir", metavar="DIR", help="write a file for each article to the folder DIR"
        )
        parser.set_defaults(skip_empty=False)
        self.add_options(parser)
        add_number(
            parser,
            *("-j", "--jobs"),
            default=1,
            help="read N articles at once, at most one for each core; 0 is one for each core "
            "(default: 1)",
        )
        parser.add_argument("--strict", action="store_true", help="diagnostics are errors")
        if self.has_summary:
            parser.add_argument(
                "--json", dest="summary", action="store_true", help="print a summary as JSON"
            )
        add_reading(parser)
        add_volume(parser)

    def add_options(self, parser: Parser) -> None:
        """Add the options that no other command has."""
        return

    @abstractmethod
    def text(self, article: Article, arguments: Arguments) -> str:
        """Return what is written of ``article``. Raises Nothing if there is nothing to write."""

    def files(self, article: Article, arguments: Arguments) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each file that ``--out-dir`` is given for ``article``."""
        yield article.target + self.suffix, self.text(article, arguments)

    def ending(self, arguments: Arguments) -> str:
        """Return what :meth:`files` adds to the target of an article; "" if that is a folder."""
        return self.suffix

    def check(self, arguments: Arguments) -> None:
        check_names(*arguments.inputs, arguments.output, arguments.out_dir)
        if arguments.output is not None and arguments.out_dir is not None:
            raise UsageError("-o is for one file: leave it out with --out-dir")
        if arguments.output is not None and os.path.isdir(arguments.output):
            raise UsageError(f"{arguments.output} is a folder: say --out-dir {arguments.output}")
        if arguments.summary and arguments.output in (None, "-") and arguments.out_dir is None:
            raise UsageError("--json tells of files: add -o FILE or --out-dir DIR")
        if arguments.source_form != "auto":
            _check_reading(arguments.source_form, arguments)
        self._try_options(arguments)

    def _try_options(self, arguments: Arguments) -> None:
        """Write an empty article, so that a wrong value is known before anything is read."""
        nothing = Article(ArticleFile("", "text", ""), arguments, b"")
        with suppress(Failure):  # which is about the article, not about the options
            self.text(nothing, arguments)

    def run(self, arguments: Arguments, console: Console) -> int:
        found = find_articles(arguments.inputs, arguments.source_form, arguments.out_dir)
        if arguments.out_dir is not None:
            check_targets(found.articles, arguments.out_dir, self.ending(arguments))
        if found.is_one:
            _check_reading(found.articles[0].form, arguments)
            return self.run_one(found.articles[0], arguments, console)
        self._check_several(arguments)
        if is_file_name(arguments.output):
            refuse_inputs([arguments.output], found.articles)
        return many.run(self, found, arguments, console)

    def run_one(self, file: ArticleFile, arguments: Arguments, console: Console) -> int:
        """Write ``file``, the only article. Raises Failure or a DocparseError."""
        article = Article(file, arguments)
        result = Result(article.name)
        tally = Tally(1, keeps_all=True)
        try:
            texts = texts_of(self, article, arguments)
        except Nothing:
            if not arguments.skip_empty:
                raise
            result.is_empty = True
            texts = []
        finally:
            if article.read_as:
                console.detail(f"docparse: {article.name}: {article.read_as}")
            for message in article.messages():
                (console.error if arguments.strict else console.say)(message)
        for path, text in texts:
            if path is None:
                write(arguments.output, text, console)
                result.outputs += [] if arguments.output in (None, "-") else [arguments.output]
            else:
                write_file(path, text, makes_folder=True)
                result.outputs.append(path)
        for path in result.outputs:
            console.detail(f"docparse: {path} is written")
        if arguments.summary:
            result.diagnostics = article.diagnostics_data()
            tally.add(result)
            write(None, tally.in_json(), console)
        return DONE

    def _check_several(self, arguments: Arguments) -> None:
        for name in given(arguments, self.for_one):
            raise UsageError(f"{option_name(name)} is for one article, and there are several")
        if arguments.out_dir is None and not self.is_joined:
            raise UsageError("of several articles, each is written to a file: say --out-dir DIR")


def _check_reading(form: str, arguments: Arguments) -> None:
    """Raise UsageError if it is said how text is read, and ``form`` is not text."""
    if form != "text":
        for name in given(arguments, READING):
            raise UsageError(f"{option_name(name)} is for text, not for {form}")


def json_lines(article: Article, records: Iterable[Mapping[str, object]]) -> str:
    """Return ``records`` of ``article``, a line of JSON each; of several articles with its file."""
    of_file = {} if article.is_alone else {"file": article.name}
    return "\n".join(json.dumps({**of_file, **each}, ensure_ascii=False) for each in records)


class TextCommand(ArticleCommand):
    """A command that says something about one flattened text."""

    usage = "FILE"
    takes_many = False
    suffix = ".txt"

    def add_arguments(self, parser: Parser) -> None:
        parser.add_argument(
            "inputs", metavar="FILE", nargs=1, help="the article; - is standard input"
        )
        add_output(parser)
        self.add_options(parser)
        add_volume(parser)
        parser.set_defaults(out_dir=None, strict=False, summary=False, skip_empty=False)

    def _try_options(self, arguments: Arguments) -> None:
        """Do nothing: whether the values are right depends on the text."""

    def run(self, arguments: Arguments, console: Console) -> int:
        (path,) = arguments.inputs
        form = form_of(path, arguments.source_form)
        if form != "text":
            raise UsageError(
                f"only text is read here, and {path} is {form}: --from text reads it all the same"
            )
        return self.run_one(ArticleFile(path, form, "", is_alone=True), arguments, console)
