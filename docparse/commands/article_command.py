"""Commands that write one form of an article."""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from docparse.commands.article import STANDARD_INPUT, Article, form_of
from docparse.commands.command import DONE, Command, UsageError, given
from docparse.commands.console import Console
from docparse.commands.options import (
    READING,
    add_file,
    add_outputs,
    add_reading,
    add_volume,
    empty_name,
    option_name,
)
from docparse.commands.parser import Arguments, Parser
from docparse.commands.writing import make_folder, with_line_end, write, write_file


class ArticleCommand(Command):
    """A command that reads an article and writes one form of it.

    A subclass gives :meth:`text`, and its own options in :meth:`add_options`.
    """

    suffix: ClassVar[str] = ".txt"
    """The end of the names of files that are written to a folder."""

    def add_arguments(self, parser: Parser) -> None:
        add_file(parser)
        add_outputs(parser)
        add_volume(parser)
        self.add_options(parser)
        add_reading(parser)

    def add_options(self, parser: Parser) -> None:
        """Add the options that no other command has."""
        return

    @abstractmethod
    def text(self, article: Article, arguments: Arguments) -> str:
        """Return what is written of ``article``."""

    def files(self, article: Article, arguments: Arguments) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each file that ``--out-dir`` is given for ``article``."""
        name = "stdin" if article.path == STANDARD_INPUT else Path(article.path).stem
        yield name + self.suffix, self.text(article, arguments)

    def check(self, arguments: Arguments) -> None:
        if empty_name(arguments):
            raise UsageError("the name of a file or folder is empty")
        if arguments.output is not None and arguments.out_dir is not None:
            raise UsageError("-o is for one file: leave it out with --out-dir")
        form = form_of(arguments.file, arguments.source_form)
        if form != "text":
            for name in given(arguments, READING):
                raise UsageError(f"{option_name(name)} is for text, not for {form}")

    def run(self, arguments: Arguments, console: Console) -> int:
        form = form_of(arguments.file, getattr(arguments, "source_form", "text"))
        article = Article(arguments.file, form, arguments)
        try:
            if arguments.out_dir is None:
                write(arguments.output, self.text(article, arguments), console)
            else:
                for name, text in self.files(article, arguments):
                    make_folder(arguments.out_dir)
                    write_file(os.path.join(arguments.out_dir, name), with_line_end(text))
        finally:
            for message in article.messages():
                console.say(message)
        return DONE
